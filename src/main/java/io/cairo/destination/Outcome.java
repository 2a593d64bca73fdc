package io.cairo.destination;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event at its destination.
 *
 * @param detail for people; never a secret
 * @param after for RETRY, the wait that the destination asked for; null if it did not
 */
public record Outcome(Kind kind, String detail, @Nullable Duration after) {

    /** All that can become of an event. */
    public enum Kind {
        /** Delivered. */
        OK,
        /** Try again, later. */
        RETRY,
        /** Too much at once: try again in two halves. */
        SPLIT,
        /** The destination will never take this event. */
        REJECTED,
        /** The destination takes nothing until somebody changes its settings: all events are kept. */
        AUTH,
        /** This destination has no use for the event. */
        FILTERED
    }

    public static Outcome ok() {
        return new Outcome(Kind.OK, "", null);
    }

    public static Outcome retry(String detail, @Nullable Duration after) {
        return new Outcome(Kind.RETRY, detail, after);
    }

    public static Outcome split() {
        return new Outcome(Kind.SPLIT, "", null);
    }

    public static Outcome rejected(String detail) {
        return new Outcome(Kind.REJECTED, detail, null);
    }

    public static Outcome auth(String detail) {
        return new Outcome(Kind.AUTH, detail, null);
    }

    public static Outcome filtered() {
        return new Outcome(Kind.FILTERED, "", null);
    }
}
