package io.cairo.base;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Points in time as answers show them and arguments name them. */
public final class Times {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    /** ISO-8601 in UTC with three decimals: {@code 2026-01-31T12:00:00.000Z}. */
    public static String written(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        if (time.getYear() < 0 || time.getYear() > 9999) {
            return MILLIS.format(instant);
        }
        char[] text =
                "0000-00-00T00:00:00.000Z".toCharArray(); // a formatter takes ten times as long, three times an event
        digits(text, 0, 4, time.getYear());
        digits(text, 5, 2, time.getMonthValue());
        digits(text, 8, 2, time.getDayOfMonth());
        digits(text, 11, 2, time.getHour());
        digits(text, 14, 2, time.getMinute());
        digits(text, 17, 2, time.getSecond());
        digits(text, 20, 3, time.getNano() / 1_000_000);
        return new String(text);
    }

    private static void digits(char[] text, int from, int count, int value) {
        int left = value;
        for (int i = from + count - 1; i >= from; i--) {
            text[i] = (char) ('0' + left % 10);
            left /= 10;
        }
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
