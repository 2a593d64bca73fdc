package io.cairo.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one round decided about one event.
 *
 * @param asked the wait that the destination asked for, if it did
 */
public record Verdict(
        Pending pending, Fate fate, String detail, @Nullable Duration asked) {

    /** All that a round can decide. */
    public enum Fate {
        DELIVERED,
        /** The destination has no use for it. */
        FILTERED,
        /** Tried in vain; may be tried again. */
        FAILED,
        /** The destination will never take it. */
        REJECTED,
        /** Code that was to change it for the destination dies of it. */
        QUARANTINED,
        /** Its fields cannot be mapped as the destination's rules say. */
        UNMAPPABLE,
        /** The destination takes nothing until its settings change. */
        BARRED,
        /** An earlier event of its subject waits, so it waits too. */
        BEHIND,
        /** The round ended before its turn. */
        UNSENT
    }

    /** One that needs no words. */
    public static Verdict of(Pending pending, Fate fate) {
        return new Verdict(pending, fate, "", null);
    }

    public boolean is(Fate other) {
        return fate == other;
    }
}
