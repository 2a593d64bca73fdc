package io.cairo.access;

import java.time.Instant;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A partition inside a tenant: a product, an app or an environment.
 *
 * @param id what every table names
 * @param name what callers name: unique in the tenant, never changed
 * @param title what people read; null if nobody gave one
 */
public record Namespace(
        int id, String tenant, String name, @Nullable String title, Instant createdAt) {
    /** The namespace of those who name none. */
    public static final String DEFAULT = "default";

    /** Where Cairo tells of itself; what is told there can be routed like anything else. */
    public static final String SYSTEM = "_system";

    private static final String PROJECT = "prj_";
    private static final Pattern PROJECT_ID = Pattern.compile(PROJECT + "([1-9]\\d{0,9})");

    /** The id as callers see it, where a namespace is called a project: {@code prj_17}. */
    public String projectId() {
        return PROJECT + id;
    }

    /** The {@link #id} that a project id names; empty if the text is none. Whose it is, is not said by that. */
    public static OptionalInt idOfProject(String projectId) {
        Matcher matcher = PROJECT_ID.matcher(projectId);
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return number > Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) number);
    }
}
