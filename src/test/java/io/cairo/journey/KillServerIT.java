package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * {@code kill -9} of the server under load: what was acknowledged is there, and nothing is there twice. {@code -Dkills=10}
 * kills more often.
 */
@Isolated("it starts servers, which takes every processor")
class KillServerIT {
    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final long SEED = 20261121;

    @Test
    void losesNothingAndDoublesNothingHoweverOftenItIsKilled() {
        try (TestPostgres postgres = new TestPostgres()) {
            TestDatabase database = postgres.database();
            try (CairoServer cairo = CairoServer.over(database);
                    Load load = new Load(new Wire(cairo.url(), Space.ADMIN_KEY)).start()) {
                Random random = new Random(SEED);
                for (int kill = 0; kill < KILLS; kill++) {
                    Pause.of(Duration.ofMillis(500 + random.nextInt(1500)));
                    cairo.kill9();
                    assertThat(load.missingFrom(database)).isEmpty();
                    cairo.start();
                }
                load.finish(Duration.ofSeconds(60));

                System.out.printf("%d kills of the server: %s%n", KILLS, load);
                List<String> stored = database.messageIds();
                assertThat(load.unwelcome()).isEmpty();
                assertThat(load.acknowledged()).hasSizeGreaterThan(1000).isEqualTo(load.sent());
                assertThat(stored).doesNotHaveDuplicates();
                assertThat(new HashSet<>(stored)).isEqualTo(load.sent());
            }
        }
    }
}
