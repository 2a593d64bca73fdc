package io.cairo.replay;

import io.cairo.tool.Doc;

/** What became of a replay's events so far. */
public record Counts(
        @Doc("Taken from the log") long considered,
        long sent,
        @Doc("Of no use to the destination") long filtered,
        long failed,
        @Doc("Not sent: suppressed or erased people") long skipped) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0);
}
