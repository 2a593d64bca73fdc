package io.cairo.destination;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the header in the shapes that vendors send: whole seconds, seconds with a fraction, a date. Never more than an
 * hour, so that a careless or hostile answer cannot stop delivery.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC 9110, Retry-After</a>
 */
public final class RetryAfter {
    /** The longest wait that a destination can ask for. */
    public static final Duration LONGEST = Duration.ofHours(1);

    private static final Pattern SECONDS = Pattern.compile("\\d{1,18}(\\.\\d{1,18})?");
    private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

    private RetryAfter() {}

    /** The wait that the header asks for; empty if it cannot be read. */
    public static Optional<Duration> read(String value, Instant now) {
        String text = value.strip();
        if (SECONDS.matcher(text).matches()) {
            BigDecimal millis = new BigDecimal(text).multiply(MILLIS);
            return Optional.of(bounded(Duration.ofMillis(
                    millis.min(BigDecimal.valueOf(LONGEST.toMillis())).longValue())));
        }
        return date(text).map(date -> bounded(Duration.between(now, date)));
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
