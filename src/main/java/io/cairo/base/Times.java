package io.cairo.base;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Points in time as answers show them and arguments name them. */
public final class Times {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    /** ISO-8601 in UTC with three decimals: {@code 2026-01-31T12:00:00.000Z}. */
    public static String written(Instant instant) {
        return MILLIS.format(instant.truncatedTo(ChronoUnit.MILLIS));
    }

    /**
     * The instant that an ISO-8601 text with an offset names.
     *
     * @throws DateTimeException if it names none, or one outside the years 1 to 9999
     */
    public static Instant read(String text) {
        OffsetDateTime parsed = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
        if (parsed.getYear() < 1 || parsed.getYear() > 9999) {
            throw new DateTimeException("outside the years 1 to 9999");
        }
        return parsed.toInstant();
    }
}
