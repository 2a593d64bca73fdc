package io.cairo.ingest.reading;

import com.fasterxml.jackson.core.JsonToken;
import io.cairo.base.JsonCursor;
import io.cairo.base.JsonWriter;

/**
 * Copies JSON from a cursor to a writer and makes it storable on the way: a NUL or half a surrogate pair becomes U+FFFD,
 * a number beyond a double's range becomes text. One object copies one event.
 */
final class JsonCopy {
    private static final int MOST_DIGITS = 64;
    private static final char REPLACEMENT = '\uFFFD';

    private final JsonCursor from;
    private final JsonWriter to;
    private int depth = 1;
    private boolean sanitized;

    JsonCopy(JsonCursor from, JsonWriter to) {
        this.from = from;
        this.to = to;
    }

    /** Whether anything had to be replaced. */
    boolean sanitized() {
        return sanitized;
    }

    /** Writes the name of a field. */
    void name(String name) {
        to.name(clean(name));
    }

    private void name() {
        if (from.isPlain()) {
            to.name(from);
        } else {
            name(from.name());
        }
    }

    /** Copies the value that the cursor stands on, with all that is in it. */
    void value() {
        JsonToken token = from.token();
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
            token = from.next();
        } while (token != null);
    }

    /** Sees each field of an object before it is copied; the cursor stands on the value. */
    @FunctionalInterface
    interface Watch {
        /** Answers whether it has copied the value itself. */
        boolean field(String name, JsonCursor value);
    }

    /**
     * Copies the fields of the object that the cursor stands on, without its braces, so that more can be added.
     *
     * @param what the object's own name, for the sentence if it is no object
     */
    void fields(String what, Watch watch) {
        if (from.token() != JsonToken.START_OBJECT) {
            throw new BadEvent("wrong_type", what + ": must be an object, got " + kind(from.token()));
        }
        deeper();
        while (from.next() == JsonToken.FIELD_NAME) {
            String name = from.name();
            name();
            from.next();
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

    private int structure(JsonToken token) {
        switch (token) {
            case START_OBJECT -> {
                deeper();
                to.startObject();
                return 1;
            }
            case START_ARRAY -> {
                deeper();
                to.startArray();
                return 1;
            }
            case END_OBJECT -> {
                depth--;
                to.endObject();
                return -1;
            }
            case END_ARRAY -> {
                depth--;
                to.endArray();
                return -1;
            }
            case FIELD_NAME -> name();
            default -> scalar(token);
        }
        return 0;
    }

    private void deeper() {
        if (++depth > Limits.DEPTH) {
            throw new BadEvent("too_deep", "The event nests deeper than " + Limits.DEPTH + " levels");
        }
    }

    private void scalar(JsonToken token) {
        if (token == JsonToken.VALUE_STRING && !from.isPlain()) {
            to.text(clean(from.text()));
        } else if (token.isNumeric() && !fits()) {
            sanitized = true;
            to.text(from.text());
        } else {
            to.scalar(from);
        }
    }

    /** Whether a double can hold the number, and nobody has to read too many digits. */
    private boolean fits() {
        return from.length() <= MOST_DIGITS && (from.isPlain() || Double.isFinite(from.number()));
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
