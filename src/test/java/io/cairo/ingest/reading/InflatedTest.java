package io.cairo.ingest.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class InflatedTest {
    @Test
    void goesByTheBytesAndNotByTheHeader() throws IOException {
        assertThat(Inflated.of(gzip("{}".getBytes(StandardCharsets.UTF_8)), null, 100))
                .asString()
                .isEqualTo("{}");
        assertThat(Inflated.of("{}".getBytes(StandardCharsets.UTF_8), "gzip", 100))
                .asString()
                .isEqualTo("{}");
    }

    @Test
    void stopsABombAtTheLimit() throws IOException {
        byte[] bomb = gzip(new byte[50_000_000]);

        assertThatThrownBy(() -> Inflated.of(bomb, "gzip", 512_000))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(Problem.Code.BATCH_TOO_LARGE));
    }

    @Test
    void refusesWhatIsCutOff() throws IOException {
        byte[] whole = gzip(new byte[10_000]);

        assertThatThrownBy(() -> Inflated.of(java.util.Arrays.copyOf(whole, whole.length - 9), null, 100_000))
                .hasMessageContaining("damaged or cut off");
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }
}
