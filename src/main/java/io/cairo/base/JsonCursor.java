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
public final class JsonCursor {
    private final byte[] bytes;
    private final int begin;
    private final int end;
    private final @Nullable KeyCheck keys;

    private int at;
    private int depth;
    private boolean[] objects = new boolean[16];
    private JsonToken token = JsonToken.NOT_AVAILABLE;
    private int tokenStart;
    private int textStart;
    private int textEnd;
    private @Nullable String name;

    /** Of a text: it stands in the bytes as {@link JsonWriter} would write it. Of a number: it has no exponent. */
    private boolean plain;

    /** A cursor before the first of {@code length} bytes from {@code offset}; its offsets count from there. */
    public JsonCursor(byte[] bytes, int offset, int length) {
        this(bytes, offset, length, null);
    }

    private JsonCursor(byte[] bytes, int offset, int length, @Nullable KeyCheck keys) {
        this.bytes = bytes;
        this.begin = offset;
        this.end = offset + length;
        this.keys = keys;
        this.at = Utf8.afterMark(bytes, offset, end);
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
            case 't' -> literal(JsonToken.VALUE_TRUE);
            case 'f' -> literal(JsonToken.VALUE_FALSE);
            case 'n' -> literal(JsonToken.VALUE_NULL);
            default -> number(first);
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

    private void string() {
        textStart = at + 1;
        plain = true;
        int place = Utf8.notable(bytes, textStart, end);
        while (place < end && bytes[place] != '"') {
            place = Utf8.notable(bytes, afterNotable(place), end);
        }
        if (place == end) {
            throw error(end);
        }
        textEnd = place;
        at = place + 1;
    }

    private int afterNotable(int place) {
        if (bytes[place] == '\\') {
            plain = false;
            return afterEscape(place + 1);
        }
        int length = Utf8.length(bytes, place, end);
        if (length <= 1) {
            throw error(place); // a control character, or no character at all
        }
        plain &= length < 4;
        return place + length;
    }

    private int afterEscape(int place) {
        if (place == end || JsonEscapes.LETTERS.indexOf(bytes[place]) < 0) {
            throw error(place);
        }
        if (bytes[place] != 'u') {
            return place + 1;
        }
        int behind = place + 1 + JsonEscapes.DIGITS;
        for (int digit = place + 1; digit < behind; digit++) {
            if (digit == end || JsonEscapes.digit(bytes[digit]) < 0) {
                throw error(digit);
            }
        }
        return behind;
    }

    private void literal(JsonToken kind) {
        byte[] word = kind.asByteArray();
        int behind = at + word.length;
        if (behind > end || !Arrays.equals(bytes, at, behind, word, 0, word.length)) {
            throw error(at);
        }
        scalar(kind, behind);
        plain = true;
    }

    private void number(byte first) {
        int whole = first == '-' ? at + 1 : at;
        int place = afterDigits(whole);
        if (bytes[whole] == '0' && place > whole + 1) {
            throw error(whole + 1);
        }
        boolean fraction = place < end && bytes[place] == '.';
        place = fraction ? afterDigits(place + 1) : place;
        plain = place == end || (bytes[place] | ' ') != 'e';
        place = plain ? place : afterDigits(afterSign(place + 1));
        scalar(fraction || !plain ? JsonToken.VALUE_NUMBER_FLOAT : JsonToken.VALUE_NUMBER_INT, place);
    }

    private void scalar(JsonToken kind, int behind) {
        textStart = at;
        textEnd = behind;
        at = behind;
        token = kind;
    }

    private int afterSign(int place) {
        boolean signed = place < end && (bytes[place] == '+' || bytes[place] == '-');
        return signed ? place + 1 : place;
    }

    /** There must be one at least. */
    private int afterDigits(int place) {
        int behind = place;
        while (behind < end && bytes[behind] >= '0' && bytes[behind] <= '9') {
            behind++;
        }
        if (behind == place) {
            throw error(place);
        }
        return behind;
    }

    private void pass(byte found, char expected) {
        if (found != expected) {
            throw error(at);
        }
        at++;
    }

    /** The next byte that is no white space, at which the cursor is then. */
    private byte visible() {
        if (isAtEnd()) {
            throw error(end);
        }
        return bytes[at];
    }

    private boolean isAtEnd() {
        while (at < end && isSpace(bytes[at])) {
            at++;
        }
        return at == end;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private Problem error(int place) {
        return StrictJson.malformed(bytes, begin, place);
    }
}
