package io.cairo.transformation.worker;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text as the bytes that travel, for those who only pass it on. Two are equal if they say the same.
 *
 * @param bytes of UTF-8, which nobody changes any more
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record Utf8(byte[] bytes) {
    /** The bytes of a text. */
    public static Utf8 of(String text) {
        return new Utf8(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** How many bytes it has. */
    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Utf8 utf8 && Arrays.equals(bytes, utf8.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return text();
    }
}
