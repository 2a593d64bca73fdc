package io.cairo.identity;

import java.util.Locale;

/** Why two identifiers that were named together are not one person. */
enum Rule {
    /** Both sides have a user id, and nobody said by an alias that they are the same. */
    BOTH_IDENTIFIED,
    /** Together they would have more identifiers than a person may have. */
    TOO_MANY_IDENTIFIERS,
    /** They were unmerged, and no alias has come since. */
    UNMERGED,
    /** So much hangs together here that it cannot be worked out anew. */
    TOO_ENTANGLED;

    /** As it is told: {@code both_identified}. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
