package io.cairo.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.event.Writing;
import io.cairo.ingest.Groups;
import io.cairo.message.Identifier;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who has passed the gate and who closes it, at the same time. */
class BarrierIT {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    private final Database database = FreshDatabase.over(FreshDatabase.source());
    private final Suppressions suppressions = Gates.suppressions(database);
    private final Groups one = Groups.over(database, Clock.fixed(NOW, ZoneOffset.UTC));
    private final Groups other = Groups.over(database, Clock.fixed(NOW, ZoneOffset.UTC));

    /** From the moment that the barrier lets go, nobody who passed the gate before can write any more. */
    @Test
    void nothingIsStoredAnyMoreOnceTheBarrierHasBeenPassed() throws Exception {
        AtomicBoolean going = new AtomicBoolean(true);
        CountDownLatch started = new CountDownLatch(4);
        ExecutorService senders = Executors.newFixedThreadPool(4);
        List<Future<Integer>> sending = new ArrayList<>();
        for (int sender = 0; sender < 4; sender++) {
            String name = "s" + sender;
            Groups node = sender % 2 == 0 ? one : other;
            sending.add(senders.submit(() -> flood(node, name, started, going)));
        }
        assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
        Barrier barrier = Gates.barrier(database);
        for (int person = 0; person < 8; person++) {
            suppress(Identifier.userId("u" + person));
            barrier.await(1);
            long then = countOf(person);
            TimeUnit.MILLISECONDS.sleep(20);
            assertThat(countOf(person)).as("person %d", person).isEqualTo(then);
        }
        going.set(false);
        senders.shutdown();
        for (Future<Integer> done : sending) {
            assertThat(done.get()).isPositive();
        }
        assertThat(one.suppressed() + other.suppressed()).isPositive();
    }

    private static int flood(Groups node, String sender, CountDownLatch started, AtomicBoolean going)
            throws SQLException {
        int written = 0;
        while (going.get()) {
            int round = written++;
            node.write(IntStream.range(0, 10)
                    .mapToObj(i -> Writing.message(sender + "-" + round + "-" + i, "u" + i, NOW))
                    .toList());
            started.countDown();
        }
        return written;
    }

    private long countOf(int person) {
        return database.first("SELECT count(*) FROM event WHERE user_id = ?", row -> row.getLong(1), "u" + person)
                .orElseThrow();
    }

    private Suppression suppress(Identifier... identifiers) {
        return database.inTransaction(
                connection -> suppressions.suppress(connection, 1, List.of(identifiers), null, "test", NOW));
    }
}
