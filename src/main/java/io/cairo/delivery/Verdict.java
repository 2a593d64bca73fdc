package io.cairo.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one round decided about one event.
 *
 * @param detail what the destination said, or is against the event; empty if it was not sent and nothing is
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

    /** Whether it was sent and is to be sent again; one that waits behind another may have been sent with it. */
    boolean isInVain() {
        return fate == Fate.FAILED || fate == Fate.BARRED || (fate == Fate.BEHIND && !detail.isEmpty());
    }

    public boolean is(Fate other) {
        return fate == other;
    }
}
