package io.cairo.access;

import io.cairo.base.Database;

/** Namespaces without a container. */
public final class Spaces {
    private Spaces() {}

    public static Namespaces over(Database database) {
        Namespaces namespaces = new Namespaces();
        namespaces.database = database;
        return namespaces;
    }
}
