package io.cairo.replay;

import io.cairo.tool.Shape;
import jakarta.json.JsonObject;

/**
 * What became of a replay's events so far.
 *
 * @param considered taken from the log
 * @param filtered of no use to the destination
 * @param skipped not sent: of suppressed or erased people, gone meanwhile, or originals that are dropped again
 */
record Counts(long considered, long sent, long filtered, long failed, long skipped) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    private static final Shape<Counts> SHAPE = Shape.of(Counts.class);

    /** As answers show them. */
    JsonObject shown() {
        return SHAPE.encode(this);
    }
}
