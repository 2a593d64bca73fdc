package io.cairo.suppression;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One person of whom nothing may be stored.
 *
 * @param reason as it was given; it should not name the person
 * @param suppressedBy a key's id, or "operator" for who has none
 * @param identifiers how many identifiers it covers
 */
public record Suppression(
        UUID id, @Nullable String reason, String suppressedBy, Instant suppressedAt, int identifiers) {}
