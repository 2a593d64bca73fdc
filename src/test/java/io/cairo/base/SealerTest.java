package io.cairo.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealerTest {
    private static final UUID OWNER = UUID.fromString("123e4567-e89b-42d3-a456-426614174000");

    private final Sealer sealer = new Sealer(SecretKeys.key("A".repeat(43) + "="));

    @Test
    void opensWhatItSealed() {
        byte[] sealed = sealer.seal(OWNER, "{\"secret\":\"h\u00e4\"}");

        assertThat(sealer.open(OWNER, sealed)).isEqualTo("{\"secret\":\"h\u00e4\"}");
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
        assertThat(sealer.seal(OWNER, "same")).isNotEqualTo(sealer.seal(OWNER, "same"));
    }

    @Test
    void refusesWhatWasChanged() {
        byte[] sealed = sealer.seal(OWNER, "text");
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;

            assertThatThrownBy(() -> sealer.open(OWNER, changed)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusesWhatIsAnothers() {
        byte[] sealed = sealer.seal(OWNER, "text");

        assertThatThrownBy(() -> sealer.open(UUID.randomUUID(), sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CAIRO_SECRET_KEY");
    }

    @Test
    void refusesAKeyOfAnotherLength() {
        assertThatThrownBy(() -> SecretKeys.key("c2hvcnQ=")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SecretKeys.key("no base64!"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("no base64!");
    }

    @Test
    void makesAKeyOnceAndKeepsItToItself(@TempDir Path folder) throws Exception {
        String made = SecretKeys.kept(folder.resolve("data"));

        assertThat(SecretKeys.kept(folder.resolve("data"))).isEqualTo(made);
        assertThat(Files.getPosixFilePermissions(folder.resolve("data/secret.key")))
                .hasSize(2);
    }
}
