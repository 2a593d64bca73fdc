package io.cairo.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BytewiseTest {
    @Test
    void sortsAsTheBytesOfUtf8Do() {
        List<String> texts =
                List.of("", "a", "b", "ab", "ä", "\uD7FF", "\uE000", "\uFFFD", "\uFFFDa", "😀", "😀a", "😁");

        for (String one : texts) {
            for (String other : texts) {
                assertThat(Integer.signum(Bytewise.ORDER.compare(one, other)))
                        .as(one + " and " + other)
                        .isEqualTo(Integer.signum(Arrays.compareUnsigned(
                                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8))));
            }
        }
    }
}
