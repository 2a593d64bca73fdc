package io.cairo.ingest.reading;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Copies JSON from a parser to a generator and makes it storable on the way: a NUL or half a surrogate pair becomes U+FFFD,
 * a number beyond a double's range becomes text. One object copies one event.
 */
final class JsonCopy {
    private static final int SURELY_FINITE = 15;
    private static final int MOST_DIGITS = 64;
    private static final char REPLACEMENT = '\uFFFD';

    private final JsonParser from;
    private final JsonGenerator to;
    private int depth = 1;
    private boolean sanitized;

    JsonCopy(JsonParser from, JsonGenerator to) {
        this.from = from;
        this.to = to;
    }

    /** Whether anything had to be replaced. */
    boolean sanitized() {
        return sanitized;
    }

    /** Writes the name of the field that the parser stands on. */
    void name(String name) throws IOException {
        to.writeFieldName(clean(name));
    }

    /** Copies the value that the parser stands on, with all that is in it. */
    void value() throws IOException {
        JsonToken token = from.currentToken();
        if (!token.isStructStart()) {
            scalar(token);
            return;
        }
        int level = 0;
        do {
            level += structure(token);
            if (level == 0) {
                return;
            }
            token = from.nextToken();
        } while (token != null);
    }

    /** Sees each field of an object before it is copied; the parser stands on the value. */
    @FunctionalInterface
    interface Watch {
        /** Answers whether it has copied the value itself. */
        boolean field(String name, JsonParser value) throws IOException;
    }

    /**
     * Copies the fields of the object that the parser stands on, without its braces, so that more can be added.
     *
     * @param what the object's own name, for the sentence if it is no object
     */
    void fields(String what, Watch watch) throws IOException {
        if (from.currentToken() != JsonToken.START_OBJECT) {
            throw new BadEvent("wrong_type", what + ": must be an object, got " + kind(from.currentToken()));
        }
        deeper();
        while (from.nextToken() == JsonToken.FIELD_NAME) {
            String name = from.currentName();
            name(name);
            from.nextToken();
            if (!watch.field(name, from)) {
                value();
            }
        }
        depth--;
    }

    /** What a value is, in words. */
    static String kind(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case START_ARRAY -> "an array";
            default -> "an object";
        };
    }

    /** A text as it may be stored. */
    String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return replaced(text);
            }
        }
        return text;
    }

    private int structure(JsonToken token) throws IOException {
        switch (token) {
            case START_OBJECT -> {
                deeper();
                to.writeStartObject();
                return 1;
            }
            case START_ARRAY -> {
                deeper();
                to.writeStartArray();
                return 1;
            }
            case END_OBJECT -> {
                depth--;
                to.writeEndObject();
                return -1;
            }
            case END_ARRAY -> {
                depth--;
                to.writeEndArray();
                return -1;
            }
            case FIELD_NAME -> name(from.currentName());
            default -> scalar(token);
        }
        return 0;
    }

    private void deeper() {
        if (++depth > Limits.DEPTH) {
            throw new BadEvent("too_deep", "The event nests deeper than " + Limits.DEPTH + " levels");
        }
    }

    private void scalar(JsonToken token) throws IOException {
        switch (token) {
            case VALUE_STRING -> text();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(from.getText());
            default -> to.copyCurrentEvent(from);
        }
    }

    private void text() throws IOException {
        char[] chars = from.getTextCharacters();
        int offset = from.getTextOffset();
        int length = from.getTextLength();
        for (int i = offset; i < offset + length; i++) {
            if (chars[i] == 0 || Character.isSurrogate(chars[i])) {
                to.writeString(replaced(new String(chars, offset, length)));
                return;
            }
        }
        to.writeString(chars, offset, length);
    }

    private void number(String written) throws IOException {
        if (written.length() <= SURELY_FINITE && written.indexOf('e') < 0 && written.indexOf('E') < 0) {
            to.writeNumber(written);
            return;
        }
        if (written.length() <= MOST_DIGITS && Double.isFinite(Double.parseDouble(written))) {
            to.writeNumber(written);
            return;
        }
        sanitized = true;
        to.writeString(written);
    }

    private String replaced(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                clean.append(c).append(text.charAt(++i));
            } else if (c == 0 || Character.isSurrogate(c)) {
                sanitized = true;
                clean.append(REPLACEMENT);
            } else {
                clean.append(c);
            }
        }
        return clean.toString();
    }
}
