package io.cairo.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That cursor and writer do what Jackson's strict parser and its generator do, and refuse what is no UTF-8 besides. */
class JsonCursorTest {
    private static final int DOCUMENTS = 6_000;

    /** For these Jackson names another place than the first byte that is wrong: a word's beginning, or somewhere behind. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("more follows|Unrecognized token|Non-standard token|Invalid UTF-8|plus sign"
                    + "|Decimal point not followed|in a Number value|in field name|root-level|only regular white space"
                    + "|(Unexpected character|character escape) (?s:.*) .code (12[89]|1[3-9]\\d|[2-9]\\d\\d|\\d{4,})");

    /** RFC 8259 takes half a pair, in a name as in a text. */
    private static final Pattern HALF_A_PAIR = Pattern.compile("surrogate .*in field name");

    @Test
    void readsAndWritesRightTextsLikeJackson() {
        RandomJson random = new RandomJson(new Random(20_261_130));
        for (int i = 0; i < DOCUMENTS; i++) {
            assertThat(agree(random.right())).isTrue();
        }
    }

    @Test
    void refusesWrongTextsLikeJackson() {
        RandomJson random = new RandomJson(new Random(8_259));
        int refused = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            refused += agree(random.wrong()) ? 0 : 1;
        }
        assertThat(refused).isBetween(DOCUMENTS / 2, DOCUMENTS - DOCUMENTS / 20);
    }

    private static boolean agree(byte[] bytes) {
        boolean taken = agree(bytes, false);
        agree(bytes, true);
        return taken;
    }

    /** Whether both have taken it. */
    private static boolean agree(byte[] bytes, boolean uniqueKeys) {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,\"b",
                "[1",
                "[1,",
                "\"a",
                "\"\\",
                "\"\\u12",
                "-",
                "[-",
                "[1e",
                "[1.",
                "tru",
                "[nul",
                "{}",
                "[]",
                "0",
                "-0",
                "null",
                "\"\"",
                " [ ] ",
                "{\"\":0}",
                "[01]",
                "[-01]",
                "[00]",
                "[1.]",
                "[.5]",
                "[-.5]",
                "[+1]",
                "[1e]",
                "[1e+]",
                "[1.e1]",
                "[0x1]",
                "[1_0]",
                "[-]",
                "[- 1]",
                "[1 e1]",
                "[NaN]",
                "[Infinity]",
                "[-Infinity]",
                "[1e5]",
                "[0e0]",
                "[0E+00]",
                "[1E400]",
                "[-0.0e-0]",
                "[True]",
                "[truex]",
                "[true1]",
                "[nulls]",
                "[tru e]",
                "true false",
                "1 2",
                "12\"a\"",
                "{} {}",
                "{}x",
                "[]]",
                "]",
                "}",
                "[}",
                "{]",
                "[1}",
                "{\"a\":1]",
                "{,}",
                "[,]",
                "[1,]",
                "{\"a\":1,}",
                "[1 2]",
                "[1,,2]",
                "{\"a\" 1}",
                "{\"a\"::1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\"}",
                "{\"a\",\"b\"}",
                "[\"a\":1]",
                "{1:1}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":'x'}",
                "{null:1}",
                "{\"a\":}",
                "{:1}",
                "[/*x*/1]",
                "[1]//",
                "#\n[1]",
                "[\"\\x\"]",
                "[\"\\u12G4\"]",
                "[\"\\u\"]",
                "[\"\\U0041\"]",
                "[\"\\'\"]",
                "[\"\\\n\"]",
                "[\"\\ud83d\\ude00\"]",
                "[\"\\ud83d\"]",
                "[\"\\ude00\\ud83d\"]",
                "[\"\\ud83d\\u0041\"]",
                "[\"\\u0000\"]",
                "[\"a\u0000b\"]",
                "[\"a\u0001b\"]",
                "[\"a\tb\"]",
                "[\"a\nb\"]",
                "[\"a\u007fb\"]",
                "[\"\u2028\u2029\"]",
                "[\"\uFEFF\"]",
                "\uFEFF[1]",
                "\uFEFF ",
                "\uFEFF\uFEFF[1]",
                "[\uFEFF1]",
                "[1\uFEFF]",
                "[1\u0000]",
                "[\u0000]",
                "[\u00a01]",
                "[\u000b1]",
                "[\f1]",
                "\n\n {\"a\":\r\n 1 2}",
                "\r\r[\n\rx]",
                "[\"a\",\n\"é😀\u0001\"]",
                "{\"user\\u0049d\":1,\"userId\":2}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":2}]}",
                "{\"\\ud800\":1,\"\\ud801\":2}",
                "{\"Aa\":1,\"BB\":2}",
                "{\"😀\":1,\"\\ud83d\\ude00\":2}",
                "{\"\":1,\"\":2}"
            })
    void agreesWithJacksonAboutHostileTexts(String text) {
        agree(text.getBytes(StandardCharsets.UTF_8));
    }

    /** All of them in a text, for which Jackson takes some. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "bf",
                "c3",
                "c080",
                "c1bf",
                "e08080",
                "e09fbf",
                "e282",
                "eda080",
                "edbfbf",
                "eda080edb080",
                "f0808080",
                "f08fbfbf",
                "f09f98",
                "f4908080",
                "f5808080",
                "f888808080",
                "fe",
                "ff",
                "c328",
                "e28228",
                "f09f9828",
                "efbf"
            })
    void refusesWhatIsNoUtf8(String hex) {
        for (String frame :
                new String[] {"[\"%s\"]", "{\"%s\":1}", "[\"a long text before it %s and behind\"]", "[\"%s", "[%s]"}) {
            String wrong = frame.formatted(new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1));
            agree(wrong.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void takesHalfAPairInANameAsInAText() {
        byte[] bytes = "{\"\\ud800\":1,\"\\ud801\":2,\"\\ude00\\ud83d\":\"\\ud800\"}".getBytes(StandardCharsets.UTF_8);
        Transcript taken = Transcript.ofCursor(bytes, true);

        assertThat(taken.refusal()).isNull();
        assertThat(taken.copy()).isEqualTo("{\"\\uD800\":1,\"\\uD801\":2,\"\\uDE00\\uD83D\":\"\\uD800\"}");
    }

    @Test
    void goesAsDeepAsAllowedAndNoDeeper() {
        for (String open : new String[] {"[", "{\"a\":"}) {
            String close = open.equals("[") ? "]" : "}";
            for (int levels : new int[] {1, 15, 16, 17, 64, StrictJson.SKIPPED_DEPTH}) {
                assertThat(agree(utf8(open.repeat(levels) + "0" + close.repeat(levels))))
                        .isTrue();
            }
            assertThat(agree(utf8(open.repeat(StrictJson.SKIPPED_DEPTH + 1)))).isFalse();
            assertThat(agree(utf8(open.repeat(StrictJson.SKIPPED_DEPTH) + "]}")))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 23, 24, 25, 26, 3_000})
    void noticesAKeyThatComesTwiceAmongFewAndMany(int keys) {
        StringBuilder object = new StringBuilder("{\"b\":{\"k0\":0},\"k\":0");
        for (int i = 0; i < keys; i++) {
            object.append(",\"").append(alike(i)).append("\":{\"k\":").append(i).append('}');
        }

        assertThat(agree(utf8(object + "}"))).isTrue();
        assertThat(Transcript.ofCursor(utf8(object + ",\"k\":1}"), true).refusal())
                .contains("key twice");
        assertThat(Transcript.ofCursor(utf8(object + ",\"" + alike(keys - 1) + "\":1}"), true)
                        .refusal())
                .contains("key twice");
    }

    /** Keys with the same hash code. */
    private static String alike(int number) {
        StringBuilder key = new StringBuilder();
        for (int bit = 0; bit < 12; bit++) {
            key.append(((number >> bit) & 1) == 0 ? "Aa" : "BB");
        }
        return key.toString();
    }

    @Test
    void skipsWhatNobodyAsksFor() {
        byte[] bytes = utf8(" {\"a\":[{\"b\":1,\"b\":2},[]],\"c\":{\"a\":{}},\"d\":3,\"a\":4}");
        JsonCursor cursor = JsonCursor.ofUniqueKeys(bytes, 1, bytes.length - 1);
        cursor.next();
        for (String name : new String[] {"a", "c", "d"}) {
            assertThat(cursor.next()).isEqualTo(JsonToken.FIELD_NAME);
            assertThat(cursor.name()).isEqualTo(name);
            cursor.next();
            cursor.skip();
        }

        assertThat(cursor.token()).isEqualTo(JsonToken.VALUE_NUMBER_INT);
        assertThat(cursor.end()).isEqualTo(cursor.start() + 1);
        assertThatThrownBy(cursor::next).isInstanceOf(RepeatedKey.class);
    }

    @Test
    void looksAtNothingBesideItsBytes() {
        byte[] frame = utf8("[\"\\ud83d\",12.5e1,true,{\"\u00e9\":0}]9\"");
        for (int length = 1; length < frame.length - 2; length++) {
            JsonCursor within = new JsonCursor(frame, 0, length);
            String refusal =
                    Transcript.ofCursor(Arrays.copyOf(frame, length), false).refusal();

            assertThatThrownBy(() -> readAll(within)).hasMessage(refusal);
        }
    }

    private static void readAll(JsonCursor cursor) {
        while (cursor.next() != null) {
            cursor.skip();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
