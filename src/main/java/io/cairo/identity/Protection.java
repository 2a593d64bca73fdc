package io.cairo.identity;

import io.cairo.message.Placeholders;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What keeps people apart who only share a placeholder, a device or a fault: blocked values, and limits. */
@ApplicationScoped
public class Protection implements Placeholders {
    /** What programs write where they know nobody. */
    private static final Set<String> PLACEHOLDERS = Set.of(
            "null",
            "undefined",
            "anonymous",
            "unknown",
            "none",
            "n/a",
            "nan",
            "nil",
            "true",
            "false",
            "guest",
            "[object object]",
            "-1");

    /** Zeros, and the UUID of nothing but zeros. */
    private static final Pattern ZEROS = Pattern.compile("0+(-0+)*");

    private Set<String> blocked = PLACEHOLDERS;
    private int longest = longest(PLACEHOLDERS);

    /** More values that identify nobody, separated by commas; in any case. */
    @Inject
    @ConfigProperty(name = "CAIRO_BLOCKED_IDENTIFIERS")
    Optional<String> more = Optional.empty();

    @Inject
    @ConfigProperty(name = "CAIRO_PERSON_USER_IDS", defaultValue = "20")
    int userIds;

    @Inject
    @ConfigProperty(name = "CAIRO_PERSON_ANONYMOUS_IDS", defaultValue = "500")
    int anonymousIds;

    @Inject
    @ConfigProperty(name = "CAIRO_PERSON_EMAILS", defaultValue = "20")
    int emails;

    @Inject
    @ConfigProperty(name = "CAIRO_PERSON_OTHER_IDS", defaultValue = "100")
    int others;

    @Inject
    @ConfigProperty(name = "CAIRO_PERSON_IDENTIFIERS", defaultValue = "1000")
    int all;

    @PostConstruct
    void start() {
        Set<String> values = new HashSet<>(PLACEHOLDERS);
        more.ifPresent(list -> Arrays.stream(list.split(","))
                .map(Protection::normalized)
                .filter(value -> !value.isEmpty())
                .forEach(values::add));
        blocked = Set.copyOf(values);
        longest = longest(blocked);
    }

    private static int longest(Set<String> values) {
        return values.stream().mapToInt(String::length).max().orElse(0);
    }

    @Override
    public boolean isBlocked(String value) {
        if (isSurelyFree(value)) {
            return false;
        }
        String normalized = normalized(value);
        return normalized.isEmpty()
                || blocked.contains(normalized)
                || ZEROS.matcher(normalized).matches();
    }

    /** Most are longer than any blocked value, have nothing around them, and are no zeros. */
    private boolean isSurelyFree(String value) {
        return value.length() > longest
                && value.charAt(0) > '0'
                && !Character.isWhitespace(value.charAt(0))
                && !Character.isWhitespace(value.charAt(value.length() - 1));
    }

    PersonLimits limits() {
        return new PersonLimits(userIds, anonymousIds, emails, others, all);
    }

    private static String normalized(String value) {
        return value.strip().toLowerCase(Locale.ROOT);
    }
}
