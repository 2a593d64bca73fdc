package io.cairo.profile;

import static java.util.Map.entry;

import io.cairo.base.JsonTree;
import io.cairo.base.Times;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Traits with a meaning that everybody agrees on. They are written one way, however they came, and one that is of another
 * type than agreed stays as it came and is flagged.
 *
 * @param kinds what each must be, by name
 * @see <a href="https://segment.com/docs/connections/spec/identify/#traits">Segment's reserved user traits</a>
 * @see <a href="https://segment.com/docs/connections/spec/group/#traits">Segment's reserved group traits</a>
 */
record Reserved(Map<String, Kind> kinds) {
    /** The traits of a person. */
    static final Reserved USER = new Reserved(Map.ofEntries(
            entry("address", Kind.OBJECT),
            entry("age", Kind.NUMBER),
            entry("avatar", Kind.TEXT),
            entry("birthday", Kind.DATE),
            entry("company", Kind.OBJECT),
            entry("createdAt", Kind.DATE),
            entry("description", Kind.TEXT),
            entry("email", Kind.EMAIL),
            entry("firstName", Kind.TEXT),
            entry("gender", Kind.TEXT),
            entry("id", Kind.CODE),
            entry("lastName", Kind.TEXT),
            entry("name", Kind.TEXT),
            entry("phone", Kind.CODE),
            entry("title", Kind.TEXT),
            entry("username", Kind.CODE),
            entry("website", Kind.TEXT)));

    /** The traits of a group. */
    static final Reserved GROUP = new Reserved(Map.ofEntries(
            entry("address", Kind.OBJECT),
            entry("avatar", Kind.TEXT),
            entry("createdAt", Kind.DATE),
            entry("description", Kind.TEXT),
            entry("email", Kind.EMAIL),
            entry("employees", Kind.NUMBER),
            entry("id", Kind.CODE),
            entry("industry", Kind.TEXT),
            entry("name", Kind.TEXT),
            entry("phone", Kind.CODE),
            entry("plan", Kind.TEXT),
            entry("website", Kind.TEXT)));

    private static final Map<String, String> SNAKE =
            Map.of("created_at", "createdAt", "first_name", "firstName", "last_name", "lastName");

    private static final int LONGEST_EMAIL = 320;
    private static final int DATE_LENGTH = 10;
    private static final long MILLIS_BEGIN = 100_000_000_000L;

    /** What a trait must be. */
    enum Kind {
        TEXT("a text"),
        CODE("a text or a number"),
        EMAIL("an email address"),
        NUMBER("a number"),
        DATE("a date in ISO-8601, or seconds or milliseconds since 1970"),
        OBJECT("an object");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        Optional<JsonValue> read(JsonValue value) {
            return switch (this) {
                case TEXT -> only(value, JsonString.class);
                case CODE -> value instanceof JsonNumber ? text(value.toString()) : only(value, JsonString.class);
                case EMAIL -> value instanceof JsonString text ? email(text.getString()) : Optional.empty();
                case NUMBER -> only(value, JsonNumber.class);
                case DATE -> date(value);
                case OBJECT -> only(value, JsonObject.class);
            };
        }
    }

    /** The one name of a trait: {@code firstName} also for {@code first_name}. */
    String name(String written) {
        String camel = SNAKE.get(written);
        return camel != null && kinds.containsKey(camel) ? camel : written;
    }

    /** The value as it is kept: written the one way if it is what it must be, else as it came. */
    JsonValue value(String name, JsonValue value) {
        Kind kind = kinds.get(name);
        return kind == null ? value : kind.read(value).orElse(value);
    }

    /** What is wrong with a value; empty if nothing is. */
    Optional<String> flag(String name, JsonValue value) {
        Kind kind = kinds.get(name);
        return kind == null || kind.read(value).isPresent() ? Optional.empty() : Optional.of("must be " + kind.words);
    }

    private static Optional<JsonValue> only(JsonValue value, Class<? extends JsonValue> type) {
        return type.isInstance(value) ? Optional.of(value) : Optional.empty();
    }

    private static Optional<JsonValue> text(String text) {
        return Optional.of(JsonTree.JSON.createValue(text));
    }

    private static Optional<JsonValue> email(String written) {
        String email = written.strip().toLowerCase(Locale.ROOT);
        return email.indexOf('@') > 0 && email.length() <= LONGEST_EMAIL ? text(email) : Optional.empty();
    }

    private static Optional<JsonValue> date(JsonValue value) {
        try {
            return value instanceof JsonNumber number
                    ? text(Times.written(instant(number)))
                    : value instanceof JsonString text
                            ? text(date(text.getString().strip()))
                            : Optional.empty();
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static String date(String text) {
        if (text.length() == DATE_LENGTH) {
            return LocalDate.parse(text).toString();
        }
        boolean isLocal = text.matches("[^Tt]*[Tt][0-9:.]*");
        return Times.written(isLocal ? LocalDateTime.parse(text).toInstant(ZoneOffset.UTC) : Times.read(text));
    }

    private static Instant instant(JsonNumber number) {
        double since = number.doubleValue();
        double millis = Math.abs(since) < MILLIS_BEGIN ? since * 1_000 : since;
        Instant instant = Instant.ofEpochMilli(Math.round(millis));
        return Times.read(instant.toString());
    }
}
