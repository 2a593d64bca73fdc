package io.cairo.profile;

import jakarta.json.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was told of a person or a group.
 *
 * @param name reserved ones in camel case, however they were written
 * @param value null if it was too large to be kept
 * @param flag what is wrong with it; null if nothing is
 * @param at when the event happened that told it last
 * @param key the identifier under which it was told: {@code u:jane}
 */
public record Trait(
        String name, @Nullable JsonValue value, @Nullable String flag, Instant at, String key) {}
