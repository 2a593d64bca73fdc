package io.cairo.destination.kit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses events by name. */
public final class Wanted {
    private Wanted() {}

    /** Whether a name is one of these; {@code agent.*} stands for all that begin with {@code agent.}. */
    public static boolean is(@Nullable String name, List<String> named) {
        return name != null && named.stream().anyMatch(pattern -> matches(name, pattern));
    }

    private static boolean matches(String name, String pattern) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }
}
