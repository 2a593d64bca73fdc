package io.cairo.destination.kit;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What software writes where it does not know who somebody is. Vendors refuse these ids, or make one person of all who have
 * them; so they are no ids.
 */
public final class Nobody {
    private static final Set<String> EVERYWHERE = Set.of(
            "anonymous",
            "nil",
            "none",
            "null",
            "n/a",
            "na",
            "undefined",
            "unknown",
            "0",
            "-1",
            "true",
            "false",
            "[]",
            "{}",
            "00000000-0000-0000-0000-000000000000");

    private final Set<String> ids;

    private Nobody(Set<String> ids) {
        this.ids = ids;
    }

    /** These of one vendor's, in lower case, and those that mean nobody everywhere. */
    public static Nobody or(String... ids) {
        return new Nobody(Stream.concat(EVERYWHERE.stream(), Stream.of(ids)).collect(Collectors.toUnmodifiableSet()));
    }

    /** The id if it is somebody's; null if there is none or it is nobody's, in capitals or not. */
    public @Nullable String orNull(@Nullable String id) {
        return id == null || ids.contains(id.toLowerCase(Locale.ROOT)) ? null : id;
    }
}
