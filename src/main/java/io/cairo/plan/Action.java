package io.cairo.plan;

import java.util.Locale;

/** What is done with an event that breaks a plan, from the mildest to the strictest. */
enum Action {
    /** It passes, and nothing is recorded. */
    ALLOW,
    /** It passes, and the violation is recorded. */
    WARN,
    /** It passes without the offending property, and the violation is recorded. */
    OMIT,
    /** It is not stored in the log; the violation is recorded and the original set aside. */
    DROP;

    /** As written: {@code warn}. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The action that is written so. */
    static Action of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
