package io.cairo.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That cursor and writer do what Jackson's strict parser and its generator do, and refuse what is no UTF-8 besides. */
class JsonCursorTest {
    private static final int DOCUMENTS = 6_000;

    @Test
    void readsAndWritesRightTextsLikeJackson() {
        RandomJson random = new RandomJson(new Random(20_261_130));
        for (int i = 0; i < DOCUMENTS; i++) {
            assertThat(Agreement.on(random.right())).isTrue();
        }
    }

    @Test
    void refusesWrongTextsLikeJackson() {
        RandomJson random = new RandomJson(new Random(8_259));
        int refused = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            refused += Agreement.on(random.wrong()) ? 0 : 1;
        }
        assertThat(refused).isBetween(DOCUMENTS / 2, DOCUMENTS - DOCUMENTS / 20);
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
                assertThat(Agreement.on(utf8(open.repeat(levels) + "0" + close.repeat(levels))))
                        .isTrue();
            }
            assertThat(Agreement.on(utf8(open.repeat(StrictJson.SKIPPED_DEPTH + 1))))
                    .isFalse();
            assertThat(Agreement.on(utf8(open.repeat(StrictJson.SKIPPED_DEPTH) + "]}")))
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

        assertThat(Agreement.on(utf8(object + "}"))).isTrue();
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
