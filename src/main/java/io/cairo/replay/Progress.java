package io.cairo.replay;

import io.cairo.event.EventId;
import io.cairo.event.Position;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a step of a replay leaves behind; written in one transaction.
 *
 * @param cursor where the log is read from next
 * @param left what was taken and is still to be sent
 * @param attempt how often in a row something could not be sent, this step included
 * @param failing whether nothing at all got through
 * @param delay until the next step
 * @param added to the counts
 * @param failedIds message ids of some that failed
 * @param error what the destination said last; null if nothing was wrong
 */
record Progress(
        State state,
        Position cursor,
        List<EventId> left,
        int attempt,
        boolean failing,
        Duration delay,
        Counts added,
        List<String> failedIds,
        @Nullable String error) {

    /** Nothing has changed but how the replay stands. */
    static Progress none(Walk walk, State state, Duration delay, @Nullable String error) {
        return new Progress(
                state, walk.cursor(), walk.left(), walk.attempt(), false, delay, Counts.NONE, List.of(), error);
    }

    /** The same, but the next step comes no sooner than after that time. */
    Progress notBefore(Duration least) {
        return least.compareTo(delay) <= 0
                ? this
                : new Progress(state, cursor, left, attempt, failing, least, added, failedIds, error);
    }
}
