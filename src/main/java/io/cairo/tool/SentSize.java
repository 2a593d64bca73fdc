package io.cairo.tool;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;

/**
 * How many characters a result takes as MCP sends it, twice: compact, and as one text that holds the JSON indented by two,
 * in which each quote, backslash and line end is escaped once more. Counted, not written.
 */
public final class SentSize {
    /** A line end in the text: two characters. */
    private static final int LINE = 2;

    private static final int INDENT = 2;

    /** A quote is one character in JSON and two in a text that holds JSON. */
    private static final int QUOTES = 2 * (1 + 2);

    private static final int CONTROL = 0x20;

    private SentSize() {}

    /** Of a whole result. */
    public static long of(JsonValue value) {
        return of(value, 0);
    }

    /** Of a value that lies {@code level} objects and lists deep. */
    public static long of(JsonValue value, int level) {
        if (value instanceof JsonObject object) {
            return object(object, level);
        }
        if (value instanceof JsonArray array) {
            return array(array, level);
        }
        return value instanceof JsonString string
                ? text(string.getString())
                : 2L * value.toString().length();
    }

    /** What a value costs by being an element of a list at that level: its line and its comma. */
    public static long place(int level) {
        return LINE + (long) INDENT * level + 2;
    }

    private static long object(JsonObject object, int level) {
        long size = brackets(object.isEmpty(), level);
        for (Map.Entry<String, JsonValue> field : object.entrySet()) {
            size += place(level + 1) + text(field.getKey()) + ":".length() + ": ".length();
            size += of(field.getValue(), level + 1);
        }
        return size;
    }

    private static long array(JsonArray array, int level) {
        long size = brackets(array.isEmpty(), level);
        for (JsonValue element : array) {
            size += place(level + 1) + of(element, level + 1);
        }
        return size;
    }

    /** The last element has no comma, which makes up for one of the brackets' characters in each form. */
    private static long brackets(boolean empty, int level) {
        return empty ? 4 : 2 + LINE + (long) INDENT * level;
    }

    private static long text(String text) {
        long size = QUOTES;
        for (int i = 0; i < text.length(); i++) {
            size += character(text.charAt(i));
        }
        return size;
    }

    private static int character(char c) {
        return switch (c) {
            case '"', '\\' -> 2 + 4;
            case '\n', '\r', '\t', '\b', '\f' -> 2 + 3;
            default -> c < CONTROL ? 6 + 7 : 2;
        };
    }
}
