package io.cairo.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.access.Caller.Kind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KeyTextTest {

    @Test
    void makesKeysThatLookRightAndAreNeverTheSame() {
        String key = KeyText.make(Kind.SK);

        assertThat(key).matches("sk_live_[0-9A-Za-z]{43}");
        assertThat(KeyText.looksRight(key)).isTrue();
        assertThat(KeyText.make(Kind.SK)).isNotEqualTo(key);
    }

    @Test
    void tellsWhatCannotBeAKey() {
        assertThat(KeyText.looksRight("sk_live_short")).isFalse();
        assertThat(KeyText.looksRight("xx_live_" + "a".repeat(43))).isFalse();
        assertThat(KeyText.looksRight("")).isFalse();
    }

    @Test
    void spellsAll32BytesIn43Characters() {
        byte[] highest = new byte[32];
        Arrays.fill(highest, (byte) 0xFF);

        assertThat(KeyText.base62(new byte[32])).isEqualTo("0".repeat(43));
        assertThat(KeyText.base62(highest)).hasSize(43).isNotEqualTo(KeyText.base62(new byte[32]));
    }

    @Test
    void showsTheLastFourOnly() {
        assertThat(KeyText.lastFour("sk_live_abcdWXYZ")).isEqualTo("WXYZ");
        assertThat(KeyText.sha256("a")).hasSize(32).isEqualTo(KeyText.sha256("a"));
    }
}
