package io.cairo.ingest.reading;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times that clients send and corrects their clocks.
 *
 * @see <a href="https://segment.com/docs/connections/spec/common/#timestamps">Segment's timestamps</a>
 */
final class Timestamps {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    /** A time further ahead than this after correction is a broken clock. */
    private static final Duration AHEAD = Duration.ofHours(24);

    private static final long MILLIS_BEGIN = 100_000_000_000L;

    private Timestamps() {}

    /** An ISO-8601 time with or without offset (UTC if none), or a number of seconds or milliseconds since 1970. */
    static Optional<Instant> read(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(text.strip())).filter(Timestamps::plausible);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Likewise; null if nothing is written.
     *
     * @throws BadEvent if it is no such time
     */
    static @Nullable Instant demanded(@Nullable String written) {
        Instant time = read(written).orElse(null);
        if (time == null && written != null) {
            throw new BadEvent(
                    "invalid_timestamp",
                    "timestamp: must be an ISO-8601 time between 1970 and 9999, such as 2026-01-31T12:00:00.000Z");
        }
        return time;
    }

    /**
     * When it happened by our clock: the sender's offset between happening and sending, counted back from the arrival.
     *
     * @param original by the sender's clock; null if it said nothing
     * @param sentAt by the sender's clock; null if it said nothing
     */
    static Instant corrected(@Nullable Instant original, @Nullable Instant sentAt, Instant receivedAt) {
        if (original == null) {
            return receivedAt;
        }
        Instant corrected = sentAt == null ? original : receivedAt.minus(Duration.between(original, sentAt));
        if (corrected.isAfter(receivedAt.plus(AHEAD))) {
            return receivedAt;
        }
        return plausible(corrected) ? corrected : original;
    }

    private static Instant parse(String text) {
        char last = text.charAt(text.length() - 1);
        if (last == 'Z') {
            return Instant.parse(text);
        }
        if (text.indexOf('T') < 0) {
            return text.indexOf('-') > 0 ? withoutT(text) : number(text);
        }
        int sign = Math.max(text.indexOf('+', 11), text.indexOf('-', 11));
        return sign > 0
                ? OffsetDateTime.parse(withColon(text, sign)).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private static Instant withoutT(String text) {
        if (text.length() == 10) {
            return Instant.parse(text + "T00:00:00Z");
        }
        if (text.indexOf(' ') < 0) {
            throw new DateTimeException("a day must have ten characters");
        }
        return parse(text.replace(' ', 'T'));
    }

    private static Instant number(String text) {
        double value = Double.parseDouble(text);
        return Math.abs(value) < MILLIS_BEGIN
                ? Instant.ofEpochMilli(Math.round(value * 1000))
                : Instant.ofEpochMilli(Math.round(value));
    }

    /** {@code +0200} is ISO-8601 too, but not to {@link OffsetDateTime}. */
    private static String withColon(String text, int sign) {
        boolean compact = text.length() == sign + 5 && text.indexOf(':', sign) < 0;
        return compact ? text.substring(0, sign + 3) + ':' + text.substring(sign + 3) : text;
    }

    private static boolean plausible(Instant time) {
        return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
    }
}
