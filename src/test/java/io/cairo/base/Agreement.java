package io.cairo.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** That cursor and writer do with a text what Jackson's strict parser and its generator do, and refuse what is no UTF-8 besides. */
final class Agreement {
    /** For these Jackson names another place than the first byte that is wrong: a word's beginning, or somewhere behind. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("more follows|Unrecognized token|Non-standard token|Invalid UTF-8|plus sign"
                    + "|Decimal point not followed|in a Number value|in field name|root-level|only regular white space"
                    + "|(Unexpected character|character escape) (?s:.*) .code (12[89]|1[3-9]\\d|[2-9]\\d\\d|\\d{4,})");

    /** RFC 8259 takes half a pair, in a name as in a text. */
    private static final Pattern HALF_A_PAIR = Pattern.compile("surrogate .*in field name");

    private Agreement() {}

    /** Fails if they disagree; answers whether both have taken it. */
    static boolean on(byte[] bytes) {
        boolean taken = on(bytes, false);
        on(bytes, true);
        return taken;
    }

    private static boolean on(byte[] bytes, boolean uniqueKeys) {
        String text = new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.UTF_8);
        Transcript jackson = Transcript.ofJackson(bytes, uniqueKeys);
        Transcript cursor = Transcript.ofCursor(bytes, uniqueKeys);
        if (!isUtf8(bytes) || isTakenForUtf16(bytes)) {
            assertThat(cursor.isRefused()).as(text).isTrue();
        } else if (jackson.reason().startsWith("Duplicate field")) {
            boolean wrongToo = Transcript.ofJackson(bytes, false).isRefused();
            assertThat(cursor.refusal()).as(text).contains(wrongToo ? "" : "key twice");
        } else if (HALF_A_PAIR.matcher(jackson.reason()).find()) {
            assertThat(cursor.tokens())
                    .as(text)
                    .hasSizeGreaterThanOrEqualTo(jackson.tokens().size());
        } else if (ELSEWHERE.matcher(jackson.reason()).find()) {
            assertThat(cursor.isRefused()).as("%s: %s", text, jackson.reason()).isTrue();
        } else {
            assertThat(cursor.refusal()).as("%s: %s", text, jackson.reason()).isEqualTo(jackson.refusal());
            if (!cursor.isRefused()) {
                assertThat(cursor.tokens()).as(text).isEqualTo(jackson.tokens());
                assertThat(cursor.copy()).as(text).isEqualTo(jackson.copy());
            }
        }
        return !cursor.isRefused();
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Jackson guesses from a NUL in front that a text is in UTF-16 or UTF-32, which no longer are JSON. */
    private static boolean isTakenForUtf16(byte[] bytes) {
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
