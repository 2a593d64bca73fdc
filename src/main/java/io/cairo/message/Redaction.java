package io.cairo.message;

import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes a person's identifiers out of what is about others and stays. A value that is one is replaced wherever it is long
 * enough to be nobody else's; a short one, which may as well be a number of things, only in a field whose name says that it
 * is an identifier. Inside longer texts long ones are replaced. Upper and lower case do not count.
 */
public final class Redaction {
    /** What stands where an identifier stood. */
    public static final String ERASED = "[erased]";

    /** Identifiers of so many characters mean the person wherever they are a whole value. */
    private static final int TELLING = 6;

    /** And inside a longer text. */
    private static final int TELLING_INSIDE = 8;

    private static final Pattern NAMES_AN_IDENTIFIER =
            Pattern.compile("(?:.*[_.-])?(?:id|ids|email|user|member|account)|.*(?:Id|ID|Ids|Email|User)");

    private static final Pattern NEVER = Pattern.compile("(?!)");

    private final Set<String> values;
    private final Pattern inside;
    private final String insidePattern;

    private Redaction(Set<String> values) {
        this.values = values;
        List<String> telling = values.stream()
                .filter(value -> value.length() >= TELLING_INSIDE)
                .flatMap(value -> Stream.of(value, encoded(value)))
                .distinct()
                .toList();
        this.inside = telling.isEmpty() ? NEVER : delimited(telling);
        this.insidePattern = telling.stream().map(Redaction::quoted).collect(Collectors.joining("|"));
    }

    /** Of all identifiers of a person. */
    public static Redaction of(Person person) {
        return new Redaction(person.identifiers().stream()
                .map(identifier -> folded(identifier.value()))
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * A regular expression of PostgreSQL's, for its operator {@code ~*}, that finds each JSON text in which something may have
     * to be replaced, and some others.
     */
    public String jsonPattern() {
        String whole = values.stream()
                .map(value -> "\"\\s*" + quoted(escaped(value)) + "\\s*\"")
                .collect(Collectors.joining("|"));
        String jsonInside = values.stream()
                .filter(value -> value.length() >= TELLING_INSIDE)
                .flatMap(value -> Stream.of(escaped(value), encoded(value)))
                .distinct()
                .map(Redaction::quoted)
                .collect(Collectors.joining("|"));
        return Stream.of(whole, jsonInside).filter(part -> !part.isEmpty()).collect(Collectors.joining("|"));
    }

    /** The same for plain texts; empty if nothing would be replaced in any. */
    public String textPattern() {
        return insidePattern;
    }

    /** A plain text without the identifiers. */
    public String text(String text) {
        return inside.matcher(text).replaceAll(ERASED);
    }

    /** A JSON text without the identifiers; the same object if there were none. */
    public String json(String json) {
        JsonValue tree;
        try {
            tree = JsonTree.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (Problem e) {
            return text(json); // what was stored unread may hold anything
        }
        JsonValue redacted = value("", tree);
        return redacted.equals(tree) ? json : new String(JsonText.bytes(redacted), StandardCharsets.UTF_8);
    }

    private JsonValue value(String field, JsonValue value) {
        if (value instanceof JsonObject object) {
            return object(object);
        }
        return switch (value.getValueType()) {
            case ARRAY -> {
                JsonArrayBuilder elements = JsonTree.JSON.createArrayBuilder();
                value.asJsonArray().forEach(element -> elements.add(value(field, element)));
                yield elements.build();
            }
            case STRING -> JsonTree.JSON.createValue(string(field, ((JsonString) value).getString()));
            case NUMBER, TRUE, FALSE, NULL, OBJECT -> value;
        };
    }

    private JsonObject object(JsonObject object) {
        JsonObjectBuilder redacted = JsonTree.JSON.createObjectBuilder();
        object.forEach((name, value) -> redacted.add(string("", name), value(name, value)));
        return redacted.build();
    }

    private String string(String field, String text) {
        String folded = folded(text);
        boolean telling =
                folded.length() >= TELLING || NAMES_AN_IDENTIFIER.matcher(field).matches();
        return telling && values.contains(folded) ? ERASED : text(text);
    }

    private static String folded(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static Pattern delimited(List<String> values) {
        String any = values.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])(?:" + any + ")(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** As it stands between the quotes of a JSON text. */
    private static String escaped(String value) {
        byte[] json = JsonText.bytes(JsonTree.JSON.createValue(value));
        return new String(json, 1, json.length - 2, StandardCharsets.UTF_8);
    }

    private static String quoted(String value) {
        return value.replaceAll("[^\\p{L}\\p{N} ]", "\\\\$0");
    }
}
