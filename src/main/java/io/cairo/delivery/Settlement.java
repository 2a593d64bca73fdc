package io.cairo.delivery;

import io.cairo.event.Position;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a round leaves behind; written in one transaction.
 *
 * @param cursor where the log is read from next
 * @param failures how often in a row nothing at all got through, this round included
 * @param delay for a destination that holds, until it is probed again
 * @param error what to show for a destination that does not take events; null if it does
 * @param failed how many were tried in vain or refused
 * @param finished events that wait no more; of a round over the log what was delivered, if it may have been tried before
 * @param tried those whose try counts neither as a parked one's nor as a dead one's
 */
record Settlement(
        Position cursor,
        State state,
        int failures,
        Duration delay,
        @Nullable String error,
        int delivered,
        int filtered,
        int failed,
        List<Finished> finished,
        List<Parked> parked,
        List<Dead> dead,
        List<Tried> tried) {

    /** How a destination fares. */
    enum State {
        ACTIVE,
        /** Nothing gets through; it is probed again after the delay. */
        HOLDING,
        /** It takes nothing until its settings change. */
        PAUSED;

        /** As written: {@code holding}. */
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An event that waits.
     *
     * @param delay until its next try; null for one that waits behind an earlier one of its subject
     */
    record Parked(
            Pending event,
            int tries,
            boolean tried,
            @Nullable Duration delay,
            String error) {}

    /** An event that is done with: delivered, or of no use any more. */
    record Finished(Pending event, boolean delivered) {}

    /** An event that was sent in vain. */
    record Tried(Pending event, String error) {}

    /** An event that is given up. */
    record Dead(Pending event, int tries, String cause, String detail) {}
}
