package io.cairo.access;

import io.cairo.base.Problem;
import java.util.regex.Pattern;

/** How tenants and namespaces are named: fit for a path, a query and a command line without quoting. */
public final class Slug {
    private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

    private Slug() {}

    /**
     * @param field the argument that names it
     * @throws Problem INVALID_ARGUMENT if this is no name
     */
    public static void check(String field, String name) {
        if (!ALLOWED.matcher(name).matches()) {
            throw Problem.invalid(field, "a name has 1 to 63 of a-z, 0-9, _ and -, and starts with a letter");
        }
    }
}
