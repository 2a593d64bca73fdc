package io.cairo.replay;

import io.cairo.delivery.Pending;
import io.cairo.event.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next events of a replay.
 *
 * @param again whether this is about what was left of an earlier slice
 * @param fresh how many of them are taken from the log now
 * @param last the last position taken from the log now; null if none is
 * @param free those that may be sent, in the log's order
 * @param skipped how many may not be, or are gone from the log meanwhile
 */
record Slice(boolean again, int fresh, @Nullable Position last, List<Pending> free, int skipped) {
    boolean isEmpty() {
        return !again && fresh == 0;
    }
}
