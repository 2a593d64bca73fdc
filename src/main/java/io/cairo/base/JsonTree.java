package io.cairo.base;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole JSON text from outside into a tree, strictly: at most {@value #DEPTH} levels, no trailing text, no number
 * that a double cannot hold. Of a key given twice the last value stays. NUL and lone surrogates, which no database column
 * takes, become U+FFFD.
 */
public final class JsonTree {
    /** How deep objects and arrays may lie in one another. */
    public static final int DEPTH = 64;

    /** The one JSON-P provider: {@code jakarta.json.Json} looks for it again at every call. */
    public static final JsonProvider JSON = JsonProvider.provider();

    /** Longer numbers keep a double's precision only. */
    private static final int EXACT_NUMBER = 40;

    private static final int LONG_DIGITS = 18;
    private static final char REPLACEMENT = '\uFFFD';

    private JsonTree() {}

    /**
     * The value that the bytes spell in UTF-8.
     *
     * @throws Problem INVALID_JSON, with the place of the error and none of the text
     */
    public static JsonValue read(byte[] bytes) {
        try (JsonParser parser = StrictJson.parser(bytes, 0, bytes.length)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new Problem(Problem.Code.INVALID_JSON, "The body is empty; send a JSON value");
            }
            JsonValue value = value(parser, first, DEPTH);
            if (parser.nextToken() != null) {
                throw new Problem(Problem.Code.INVALID_JSON, "The body has text after the end of its JSON value");
            }
            return value;
        } catch (IOException e) {
            throw StrictJson.problem(e);
        }
    }

    /** The object that the bytes spell; no bytes at all are the empty object. */
    public static JsonObject readObject(byte[] bytes) {
        if (bytes.length == 0) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        if (read(bytes) instanceof JsonObject object) {
            return object;
        }
        throw new Problem(Problem.Code.INVALID_REQUEST, "The body must be a JSON object");
    }

    private static JsonValue value(JsonParser parser, @Nullable JsonToken token, int levels) throws IOException {
        if (token == null) {
            throw new Problem(Problem.Code.INVALID_JSON, "The body ends before its JSON value does");
        }
        return switch (token) {
            case START_OBJECT -> object(parser, deeper(levels));
            case START_ARRAY -> array(parser, deeper(levels));
            case VALUE_STRING -> JSON.createValue(storable(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, token);
            case VALUE_TRUE -> JsonValue.TRUE;
            case VALUE_FALSE -> JsonValue.FALSE;
            case VALUE_NULL -> JsonValue.NULL;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("unexpected " + token);
        };
    }

    private static int deeper(int levels) {
        if (levels == 0) {
            throw new Problem(Problem.Code.INVALID_JSON, "The body nests deeper than the " + DEPTH + " levels allowed");
        }
        return levels - 1;
    }

    private static JsonObject object(JsonParser parser, int levels) throws IOException {
        JsonObjectBuilder builder = JSON.createObjectBuilder();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = storable(parser.currentName());
            builder.add(name, value(parser, parser.nextToken(), levels));
        }
        return builder.build();
    }

    private static JsonValue array(JsonParser parser, int levels) throws IOException {
        JsonArrayBuilder builder = JSON.createArrayBuilder();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            builder.add(value(parser, token, levels));
        }
        return builder.build();
    }

    private static JsonNumber number(JsonParser parser, JsonToken token) throws IOException {
        int length = parser.getTextLength();
        if (token == JsonToken.VALUE_NUMBER_INT && length <= LONG_DIGITS) {
            return JSON.createValue(parser.getLongValue());
        }
        double approximate = Double.parseDouble(parser.getText());
        if (Double.isInfinite(approximate)) {
            throw new Problem(Problem.Code.INVALID_JSON, "The body has a number beyond the range of a double");
        }
        return length <= EXACT_NUMBER && approximate != 0
                ? JSON.createValue(new BigDecimal(parser.getText()))
                : JSON.createValue(approximate);
    }

    private static String storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!fits(text, i)) {
                return repaired(text);
            }
        }
        return text;
    }

    private static String repaired(String text) {
        StringBuilder repaired = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (!fits(text, i)) {
                repaired.setCharAt(i, REPLACEMENT);
            }
        }
        return repaired.toString();
    }

    private static boolean fits(String text, int i) {
        char c = text.charAt(i);
        if (!Character.isSurrogate(c)) {
            return c != 0;
        }
        return Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
