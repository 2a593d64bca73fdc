package io.cairo.base;

import com.fasterxml.jackson.core.JsonToken;

/** Finds what JSON is made of among bytes: texts, numbers, literals and the space between; says where anything else stands. */
abstract class JsonLexer {
    final byte[] bytes;
    final int begin;
    final int end;

    /** Where it goes on. */
    int at;

    /** Of the text, number or literal that was found last, without quotes. */
    int textStart;

    int textEnd;

    /** Of a text: it stands in the bytes as {@link JsonWriter} would write it. Of a number: it has no exponent. */
    boolean plain;

    JsonLexer(byte[] bytes, int begin, int end) {
        this.bytes = bytes;
        this.begin = begin;
        this.end = end;
        this.at = Utf8.afterMark(bytes, begin, end);
    }

    /** Passes a text; its first quote is here. */
    final void string() {
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

    /** Passes a literal, which must be this one; says which. */
    final JsonToken literal(JsonToken kind) {
        byte[] word = kind.asByteArray();
        int behind = at + word.length;
        if (behind > end) {
            throw error(at);
        }
        for (int i = 0; i < word.length; i++) { // quicker for so few than to compare ranges
            if (bytes[at + i] != word[i]) {
                throw error(at);
            }
        }
        found(behind);
        plain = true;
        return kind;
    }

    /** Passes a number that begins with this byte; says of which kind it is. */
    final JsonToken number(byte first) {
        int whole = first == '-' ? at + 1 : at;
        int place = afterDigits(whole);
        if (bytes[whole] == '0' && place > whole + 1) {
            throw error(whole + 1);
        }
        boolean fraction = place < end && bytes[place] == '.';
        place = fraction ? afterDigits(place + 1) : place;
        plain = place == end || (bytes[place] | ' ') != 'e';
        place = plain ? place : afterDigits(afterSign(place + 1));
        found(place);
        return fraction || !plain ? JsonToken.VALUE_NUMBER_FLOAT : JsonToken.VALUE_NUMBER_INT;
    }

    private void found(int behind) {
        textStart = at;
        textEnd = behind;
        at = behind;
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

    /** Passes the byte here, which must be the expected one. */
    final void pass(byte found, char expected) {
        if (found != expected) {
            throw error(at);
        }
        at++;
    }

    /** The next byte that is no white space, at which the cursor is then. */
    final byte visible() {
        if (isAtEnd()) {
            throw error(end);
        }
        return bytes[at];
    }

    /** Whether there is nothing more but white space. */
    final boolean isAtEnd() {
        while (at < end && isSpace(bytes[at])) {
            at++;
        }
        return at == end;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    final Problem error(int place) {
        return StrictJson.malformed(bytes, begin, place);
    }
}
