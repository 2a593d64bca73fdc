package io.cairo.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignerTest {
    private final Signer signer = new Signer("secret".getBytes(StandardCharsets.UTF_8));

    @Test
    void whatWasSignedOpensForTheSamePurpose() {
        assertThat(signer.open("cursor", signer.sign("cursor", "page 2, é"))).contains("page 2, é");
    }

    @Test
    void anotherPurposeOrAnotherSecretOpensNothing() {
        String signed = signer.sign("cursor", "page 2");

        assertThat(signer.open("state", signed)).isEmpty();
        assertThat(new Signer(new byte[32]).open("cursor", signed)).isEmpty();
    }

    @Test
    void everyChangedLetterIsNoticed() {
        String signed = signer.sign("cursor", "page 2");

        for (int i = 0; i < signed.length() - 1; i++) {
            char other = signed.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(signer.open("cursor", signed.substring(0, i) + other + signed.substring(i + 1)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "not base64 !", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void whatCairoNeverWroteIsNothing(String stranger) {
        assertThat(signer.open("cursor", stranger)).isEmpty();
    }
}
