package io.cairo.destination;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a destination answered.
 *
 * @param headers by name in lower case; of repeated ones the last
 * @param body at most the first 64 KB, as UTF-8
 */
public record HttpAnswer(int status, Map<String, String> headers, String body) {
    private static final int MOST_SHOWN = 1024;

    /** Whether the status is one of success. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** A header's value. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** How long the destination asks to be left alone, if it does. */
    public Optional<Duration> retryAfter(Instant now) {
        return header("Retry-After").flatMap(value -> RetryAfter.read(value, now));
    }

    /** The answer in a few words, for people: the status and the beginning of the body on one line. */
    public String summary() {
        String said = printable(body);
        return said.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + said;
    }

    /** The beginning of a text from outside, with control characters escaped. */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.strip().codePoints().limit(MOST_SHOWN).forEach(point -> {
            if (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT) {
                shown.append("\\u%04x".formatted(point));
                return;
            }
            shown.appendCodePoint(point);
        });
        return shown.length() > MOST_SHOWN ? shown.substring(0, MOST_SHOWN) : shown.toString();
    }
}
