package io.cairo.transformation;

import java.util.Locale;

/** What becomes of an event that a transformation fails on. */
public enum OnError {
    /** It goes on as it was. */
    KEEP,
    /** It does not go on; its original is set aside. */
    DROP;

    /** As written: {@code keep}. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is written so. */
    static OnError of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
