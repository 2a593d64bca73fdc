package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** How a newcomer starts: with no database named and no key made. */
@Isolated("it starts servers, which takes every processor")
class EmbeddedIT {
    private static final String EVENT = "{\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"kept\"}";

    @TempDir
    static Path data;

    private static CairoServer cairo;

    @BeforeAll
    static void start() {
        cairo = new CairoServer(Map.of("CAIRO_DATA", data.toString())).start();
    }

    @AfterAll
    static void stop() {
        cairo.stop(); // killed, it would leave its PostgreSQL behind
    }

    @Test
    void keepsEventsOverARestartAndItsDataToItself() {
        Wire wire = new Wire(cairo.url(), "any-key-in-open-mode");
        assertThat(wire.post("/v2/track", EVENT).json().getInt("accepted")).isEqualTo(1);

        refusesToShareItsData();

        cairo.stop();
        cairo.start();
        assertThat(wire.post("/v2/track", EVENT).json().getInt("duplicates")).isEqualTo(1);

        cairo.kill9();
        cairo.start();
        assertThat(wire.post("/v2/track", EVENT).json().getInt("duplicates")).isEqualTo(1);
    }

    @Test
    void trustsOnlyItsOwnMachineWhileItIsOpen() {
        Wire wire = new Wire(cairo.url(), "any");
        byte[] body = "{\"event\":\"E\",\"userId\":\"u\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(wire.post("/v1/t", body).code()).isEqualTo("missing_write_key");
        assertThat(wire.post("/v1/t", body, "X-Write-Key", "any", "X-Forwarded-For", "192.0.2.1")
                        .status())
                .isEqualTo(401);
        assertThat(wire.post("/v1/t", body, "X-Write-Key", "any").status()).isEqualTo(200);
    }

    private static void refusesToShareItsData() {
        try (CairoServer second = new CairoServer(Map.of("CAIRO_DATA", data.toString()))) {
            second.launch();
            Pause.until(
                    () -> second.logs().contains("Another Cairo is using the data in"),
                    Duration.ofSeconds(90),
                    "The second Cairo does not say that its data are taken");
            assertThat(second.isReady()).isFalse();
        }
    }
}
