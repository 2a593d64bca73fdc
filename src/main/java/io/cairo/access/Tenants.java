package io.cairo.access;

import java.util.Optional;

/** Knows the tenants; the edges ask it without knowing where they are kept. */
public interface Tenants {

    /**
     * The tenant of that name; one of whom nothing is registered has the plan business and is not governed.
     *
     * @throws io.cairo.base.Problem UNAVAILABLE if it cannot be looked up now
     */
    Tenant get(String name);

    /**
     * The tenant of that name, if one is registered.
     *
     * @throws io.cairo.base.Problem UNAVAILABLE if it cannot be looked up now
     */
    Optional<Tenant> find(String name);
}
