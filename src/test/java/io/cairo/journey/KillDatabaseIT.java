package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * {@code kill -9} of PostgreSQL under load: clients are told to try again, and Cairo comes back by itself. {@code -Dkills=10}
 * kills more often.
 */
@Isolated("it measures how soon a server comes back")
class KillDatabaseIT {
    private static final int KILLS = Integer.getInteger("kills", 4);
    private static final long SEED = 20261121;
    private static final Duration LONGER_THAN_CAIRO_WAITS = Duration.ofSeconds(10);

    @Test
    void losesNothingAndDoublesNothingHoweverOftenPostgresqlIsKilled() {
        try (TestPostgres postgres = new TestPostgres()) {
            TestDatabase database = postgres.database();
            try (CairoServer cairo = CairoServer.over(database);
                    Load load = new Load(new Wire(cairo.url(), Space.ADMIN_KEY)).start()) {
                List<Duration> recoveries = recoveries(postgres, database, load);
                load.finish(Duration.ofSeconds(60));

                System.out.printf("%d kills of PostgreSQL: %s; recovered after %s%n", KILLS, load, recoveries);
                assertThat(recoveries)
                        .as("from PostgreSQL's first connection to the next acknowledgement")
                        .allMatch(recovery -> recovery.compareTo(Duration.ofSeconds(5)) < 0);
                assertThat(load.unwelcome())
                        .as("answers that are not to be retried")
                        .isEmpty();
                List<String> stored = database.messageIds();
                assertThat(load.acknowledged()).hasSizeGreaterThan(1000).isEqualTo(load.sent());
                assertThat(stored).doesNotHaveDuplicates();
                assertThat(new HashSet<>(stored)).isEqualTo(load.sent());
            }
        }
    }

    private static List<Duration> recoveries(TestPostgres postgres, TestDatabase database, Load load) {
        Random random = new Random(SEED);
        List<Duration> recoveries = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            Pause.of(Duration.ofMillis(500 + random.nextInt(1500)));
            postgres.kill9();
            Pause.of(kill == KILLS / 2 ? LONGER_THAN_CAIRO_WAITS : Duration.ofMillis(random.nextInt(3000)));
            postgres.restart();
            long accepting = System.nanoTime();
            Pause.until(
                    () -> load.latestAcknowledgement() > accepting,
                    Duration.ofSeconds(60),
                    "Cairo did not come back after PostgreSQL; " + load + load.unwelcome());
            recoveries.add(Duration.ofNanos(load.latestAcknowledgement() - accepting));
            assertThat(load.missingFrom(database)).isEmpty();
        }
        return recoveries;
    }
}
