package io.cairo.replay;

import java.util.Locale;

/** What a replay is doing. */
enum State {
    RUNNING,
    /** Until somebody resumes it: somebody paused it, or the destination takes nothing. */
    PAUSED,
    CANCELLED,
    DONE;

    /** As written: {@code running}. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static State of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
