package io.cairo.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyedHashTest {
    private final Signer signer = new Signer("secret".getBytes(StandardCharsets.UTF_8));

    @Test
    void theSameTextHasTheSameHashForThatPurposeOnEveryNode() {
        Signer other = new Signer("secret".getBytes(StandardCharsets.UTF_8));

        assertThat(signer.hashes("a").of("u:jane")).isEqualTo(other.hashes("a").of("u:jane"));
        assertThat(signer.hashes("a").mark("u:jane"))
                .isEqualTo(other.hashes("a").mark("u:jane"));
    }

    @Test
    void anotherTextPurposeOrSecretHasAnother() {
        KeyedHash hashes = signer.hashes("a");
        Signer stranger = new Signer(new byte[32]);

        assertThat(hashes.of("u:jane"))
                .hasSize(64)
                .isNotEqualTo(hashes.of("u:june"))
                .isNotEqualTo(signer.hashes("b").of("u:jane"))
                .isNotEqualTo(stranger.hashes("a").of("u:jane"));
        assertThat(hashes.mark("u:jane"))
                .isNotEqualTo(hashes.mark("u:june"))
                .isNotEqualTo(signer.hashes("b").mark("u:jane"))
                .isNotEqualTo(stranger.hashes("a").mark("u:jane"));
    }

    /** The first vectors of the reference implementation: the key is 00 01 … 0f, the text 00 01 … of that length. */
    @ParameterizedTest
    @CsvSource({
        "0, 726fdb47dd0e0e31",
        "1, 74f839c593dc67fd",
        "7, ab0200f58b01d137",
        "8, 93f5f5799a932462",
        "15, a129ca6149be45e5"
    })
    void marksAreSipHashes(int length, String expected) {
        byte[] bytes = new byte[16];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }

        assertThat(new SipHash(bytes).of(Arrays.copyOf(bytes, length))).isEqualTo(Long.parseUnsignedLong(expected, 16));
    }
}
