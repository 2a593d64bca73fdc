package io.cairo.identity;

import java.time.Instant;
import java.util.Map;

/**
 * Two sets of identifiers that are not one person, as somebody decided who unmerged them.
 *
 * @param at only an alias that happened later joins them again
 * @param sides by key, {@link #ONE} or {@link #OTHER}
 */
record Cut(long id, Instant at, Map<String, Integer> sides) {
    static final int ONE = 1;
    static final int OTHER = 2;
    static final int BOTH = ONE | OTHER;
}
