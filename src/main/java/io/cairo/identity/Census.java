package io.cairo.identity;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** How many identifiers of each kind there are: kinds are the beginnings of keys. */
final class Census {
    static final String USER_IDS = "u";
    static final String ANONYMOUS_IDS = "a";
    static final String EMAILS = "e";

    private final Map<String, Integer> byKind = new HashMap<>(4);
    private int all;

    static Census of(Collection<String> keys) {
        Census census = new Census();
        keys.forEach(census::add);
        return census;
    }

    /** The kind of a key: its letter, and of other systems' ids also their type. */
    private static String kind(String key) {
        return key.charAt(0) == 'x' ? key.substring(0, key.indexOf(':', 2)) : key.substring(0, 1);
    }

    static boolean isUserId(String key) {
        return key.charAt(0) == 'u';
    }

    void add(String key) {
        byKind.merge(kind(key), 1, Integer::sum);
        all++;
    }

    void addAll(Census other) {
        other.byKind.forEach((kind, count) -> byKind.merge(kind, count, Integer::sum));
        all += other.all;
    }

    int userIds() {
        return byKind.getOrDefault(USER_IDS, 0);
    }

    boolean isIdentified() {
        return userIds() > 0;
    }

    /** Whether both together are more than a person may have. */
    boolean exceeds(Census other, PersonLimits limits) {
        return all + other.all > limits.all()
                || other.byKind.entrySet().stream()
                        .anyMatch(kind ->
                                kind.getValue() + byKind.getOrDefault(kind.getKey(), 0) > limits.of(kind.getKey()));
    }
}
