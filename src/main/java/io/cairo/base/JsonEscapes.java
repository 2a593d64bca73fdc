package io.cairo.base;

import java.nio.charset.StandardCharsets;

/** What a backslash in a text of JSON means. */
final class JsonEscapes {
    /** Those that may follow a backslash. */
    static final String LETTERS = "\"\\/bfnrtu";

    /** How many follow {@code u}. */
    static final int DIGITS = 4;

    private static final String MEANINGS = "\"\\/\b\f\n\r\t";

    private JsonEscapes() {}

    /** The value of a hexadecimal digit; -1 if it is none. */
    static int digit(byte b) {
        return Character.digit(b & 0xFF, 16);
    }

    /** What a text says that was found to be right. */
    static String decoded(byte[] bytes, int from, int end) {
        StringBuilder text = new StringBuilder(end - from);
        int at = from;
        while (at < end) {
            int run = at;
            while (at < end && bytes[at] != '\\') {
                at++;
            }
            text.append(new String(bytes, run, at - run, StandardCharsets.UTF_8));
            at = at < end ? append(text, bytes, at + 1) : at;
        }
        return text.toString();
    }

    private static int append(StringBuilder text, byte[] bytes, int letter) {
        if (bytes[letter] != 'u') {
            text.append(MEANINGS.charAt(LETTERS.indexOf(bytes[letter])));
            return letter + 1;
        }
        int unit = 0;
        for (int i = 1; i <= DIGITS; i++) {
            unit = (unit << 4) | digit(bytes[letter + i]);
        }
        text.append((char) unit);
        return letter + 1 + DIGITS;
    }
}
