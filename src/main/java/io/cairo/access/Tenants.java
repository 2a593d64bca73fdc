package io.cairo.access;

/** Knows the tenants; the edges ask it without knowing where they are kept. */
public interface Tenants {

    /**
     * The tenant of that name; one of whom nothing is registered has the plan business and is not governed.
     *
     * @throws io.cairo.base.Problem UNAVAILABLE if it cannot be looked up now
     */
    Tenant get(String name);
}
