package io.cairo.access;

import java.util.Locale;

/**
 * Who owns data: an organisation; the outermost wall.
 *
 * @param name what every key names
 * @param governed whether what changes configuration or people's data waits for a second administrator everywhere, and
 *     not only at the governed endpoint
 */
public record Tenant(String name, Plan plan, boolean governed) {
    /** The tenant of those who run Cairo for themselves. */
    public static final String DEFAULT = "default";

    /** What a tenant has paid for; who runs Cairo for themselves has everything. */
    public enum Plan {
        PRO,
        /** Also reads across all namespaces at once. */
        BUSINESS;

        /** As written: {@code pro}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
