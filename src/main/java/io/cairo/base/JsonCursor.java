package io.cairo.base;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Goes through JSON token by token, for roads on which every microsecond counts. It takes what RFC 8259 defines in valid
 * UTF-8 and refuses all else with a {@link Problem} INVALID_JSON that says where; only a byte order mark at the beginning is
 * passed over. Whoever wants one value and nothing behind it asks for the next token at its end and gets null.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
public final class JsonCursor extends JsonLexer {
    private final @Nullable KeyCheck keys;

    private int depth;
    private boolean[] objects = new boolean[16];
    private JsonToken token = JsonToken.NOT_AVAILABLE;
    private int tokenStart;
    private @Nullable String name;

    /** A cursor before the first of {@code length} bytes from {@code offset}; its offsets count from there. */
    public JsonCursor(byte[] bytes, int offset, int length) {
        this(bytes, offset, length, null);
    }

    private JsonCursor(byte[] bytes, int offset, int length, @Nullable KeyCheck keys) {
        super(bytes, offset, offset + length);
        this.keys = keys;
    }

    /** Likewise, but {@link #next} throws {@link RepeatedKey} where an object has a key twice, unless it is skipped. */
    public static JsonCursor ofUniqueKeys(byte[] bytes, int offset, int length) {
        return new JsonCursor(bytes, offset, length, new KeyCheck());
    }

    /** Goes to the next token; null at the end. */
    public @Nullable JsonToken next() {
        if (token != JsonToken.FIELD_NAME && depth == 0 && isAtEnd()) {
            token = JsonToken.NOT_AVAILABLE;
            return null;
        }
        advance();
        if (keys != null) {
            keys.met(this);
        }
        return token;
    }

    /** Goes to the end of the object or array that begins here; stays on any other token. */
    public void skip() {
        if (!token.isStructStart()) {
            return;
        }
        int outside = depth - 1;
        while (depth > outside) {
            advance();
        }
        if (keys != null) {
            keys.met(this);
        }
    }

    /** The token on which the cursor stands; not available before the first and behind the last. */
    public JsonToken token() {
        return token;
    }

    /** How many objects and arrays are open. */
    public int depth() {
        return depth;
    }

    /** Where the value begins on whose token the cursor stands. */
    public int start() {
        return tokenStart - begin;
    }

    /** Where that value's token ends. */
    public int end() {
        return at - begin;
    }

    /** What a field's name says. */
    public String name() {
        String known = name;
        if (known == null) {
            known = plain ? RecurringNames.of(bytes, textStart, textEnd) : text();
            name = known;
        }
        return known;
    }

    /** What a text says; other scalars as they are written. */
    public String text() {
        return plain || token.isNumeric()
                ? new String(bytes, textStart, textEnd - textStart, StandardCharsets.UTF_8)
                : JsonEscapes.decoded(bytes, textStart, textEnd);
    }

    /** How many bytes the text has as it is written. */
    public int length() {
        return textEnd - textStart;
    }

    /** Of a text: it may be written as it stands. Of a number: it has no exponent. */
    public boolean isPlain() {
        return plain;
    }

    /** How many code points a text has. */
    public int codePoints() {
        if (plain) {
            return Utf8.codePoints(bytes, textStart, textEnd);
        }
        String text = text();
        return text.codePointCount(0, text.length());
    }

    /** The value of a whole number of at most 18 digits. */
    public long whole() {
        return JsonNumbers.whole(bytes, textStart, textEnd);
    }

    /** The double next to a number. */
    public double number() {
        return plain && length() <= JsonNumbers.SHORT
                ? JsonNumbers.fraction(bytes, textStart, textEnd)
                : Double.parseDouble(text());
    }

    /** Writes a scalar or a name just as it stands. */
    void copy(JsonWriter to) {
        boolean quoted = token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME;
        to.raw(bytes, quoted ? textStart - 1 : textStart, quoted ? textEnd + 1 : textEnd);
    }

    private void advance() {
        if (token == JsonToken.FIELD_NAME || depth == 0) {
            value(visible());
        } else {
            inside(visible());
        }
    }

    private void inside(byte first) {
        if (first == '}' || first == ']') {
            close(first == '}');
            return;
        }
        if (!token.isStructStart()) {
            pass(first, ',');
            first = visible();
        }
        if (objects[depth - 1]) {
            field(first);
        } else {
            value(first);
        }
    }

    private void field(byte first) {
        if (first != '"') {
            throw error(at);
        }
        tokenStart = at;
        string();
        pass(visible(), ':');
        token = JsonToken.FIELD_NAME;
        name = null;
    }

    private void value(byte first) {
        tokenStart = at;
        switch (first) {
            case '"' -> {
                string();
                token = JsonToken.VALUE_STRING;
            }
            case '{' -> open(JsonToken.START_OBJECT);
            case '[' -> open(JsonToken.START_ARRAY);
            case 't' -> token = literal(JsonToken.VALUE_TRUE);
            case 'f' -> token = literal(JsonToken.VALUE_FALSE);
            case 'n' -> token = literal(JsonToken.VALUE_NULL);
            default -> token = number(first);
        }
    }

    private void open(JsonToken start) {
        if (depth == StrictJson.SKIPPED_DEPTH) {
            throw StrictJson.unreadable();
        }
        if (depth == objects.length) {
            objects = Arrays.copyOf(objects, 2 * depth);
        }
        objects[depth++] = start == JsonToken.START_OBJECT;
        token = start;
        at++;
    }

    private void close(boolean object) {
        if (objects[depth - 1] != object) {
            throw error(at);
        }
        tokenStart = at++;
        depth--;
        token = object ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
    }
}
