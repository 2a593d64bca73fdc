package io.cairo.access;

/**
 * A partition inside a tenant: a product, an app or an environment.
 *
 * @param id what every table names
 */
public record Namespace(int id, String tenant, String name) {
    /** The namespace of those who name none. */
    public static final String DEFAULT = "default";
}
