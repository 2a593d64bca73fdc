package io.cairo.replay;

import io.cairo.event.EventId;
import io.cairo.event.Excerpt;
import io.cairo.event.Position;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A replay that this node is at, as it stands now.
 *
 * @param owner who holds the lease: a different text for every claim
 * @param originals whether it is of originals that were set aside, as plans and transformations make them now
 * @param rewritten null if the destination's transformations run as they count; of originals, what they were set aside by
 * @param perSecond the most events to send in a second
 * @param cursor the last position that was taken from the log
 * @param left what was taken and is still to be sent, in the log's order
 * @param attempt how often in a row something of a slice could not be sent
 * @param overdue whether nothing at all has got through for so long that somebody should look after it
 */
record Walk(
        UUID replay,
        UUID destination,
        String owner,
        Excerpt excerpt,
        boolean originals,
        @Nullable Rewritten rewritten,
        int perSecond,
        Position cursor,
        List<EventId> left,
        int attempt,
        boolean overdue) {

    /** A version of a transformation. */
    record Rewritten(UUID transformation, int version) {
        /** As reasons name it. */
        String named() {
            return "transformation %s, version %d".formatted(transformation, version);
        }
    }

    /** For which reason its originals were set aside; null for any. */
    @Nullable
    String setAsideBy() {
        return rewritten == null ? null : rewritten.named();
    }
}
