package io.cairo.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecurringNamesTest {
    @Test
    void namesAreWhatTheirBytesSayWhereverTheyStand() {
        Random random = new Random(11);
        for (int i = 0; i < 200_000; i++) {
            byte[] name = name(random).getBytes(StandardCharsets.UTF_8);
            byte[] text = new byte[random.nextInt(12) + name.length + random.nextInt(12)];
            random.nextBytes(text);
            int from = random.nextInt(text.length - name.length + 1);
            System.arraycopy(name, 0, text, from, name.length);

            assertThat(RecurringNames.of(text, from, from + name.length))
                    .isEqualTo(new String(name, StandardCharsets.UTF_8));
        }
    }

    @Test
    void aTextIsMadeOfANameOnlyOnce() {
        byte[] text = "\"product_id\":1,\"product_id\":2".getBytes(StandardCharsets.UTF_8);

        assertThat(RecurringNames.of(text, 1, 11)).isSameAs(RecurringNames.of(text, 16, 26));
    }

    /** Few letters, so that many begin or end alike. */
    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        int length = random.nextInt(46);
        for (int i = 0; i < length; i++) {
            name.append(random.nextInt(8) == 0 ? 'é' : 'a');
        }
        return name.toString();
    }
}
