package io.cairo.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class LogIT {
    private static final int WRITERS = 8;
    private static final int TRANSACTIONS = 60;
    private static final int EVENTS = 3;

    private final Clock clock = Clock.systemUTC();
    private final Instant now = clock.instant();
    private final Position start = new Position(0, 0, now);
    private final DataSource source = FreshDatabase.source();
    private final Database database = FreshDatabase.over(source);
    private final EventWriter writer = Writing.writer(database, clock);
    private final Log log = Logs.over(database);

    /** Reads on from a position. */
    private interface Reader {
        List<Logged> after(Position position);
    }

    @Test
    void skipsNothingHoweverLateItIsCommitted() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
        AtomicBoolean written = new AtomicBoolean();
        Future<List<Logged>> ours = threads.submit(() -> follow(position -> log.after(1, position, 1000), written));
        List<Callable<Integer>> writers = IntStream.range(0, WRITERS)
                .<Callable<Integer>>mapToObj(number -> () -> write(number))
                .toList();
        for (Future<Integer> done : threads.invokeAll(writers)) {
            done.get();
        }
        written.set(true);

        assertThat(ids(ours.get())).doesNotHaveDuplicates().hasSize(WRITERS * TRANSACTIONS * EVENTS);
        assertThat(ours.get()).isSortedAccordingTo((a, b) -> a.position().compareTo(b.position()));
        ours.get().stream()
                .collect(Collectors.groupingBy(Logged::subject))
                .values()
                .forEach(LogIT::isInOrder);
        threads.shutdown();
    }

    @Test
    void aReaderThatOnlyRemembersTheLastNumberLosesWhatIsCommittedLateAndOursDoesNot() throws Exception {
        try (Connection late = source.getConnection()) {
            late.setAutoCommit(false);
            append(late, List.of("late"), "u");
            append(List.of("early"), "u");

            List<Logged> naiveFirst = naive(start);
            List<Logged> oursFirst = log.after(1, start, 10);
            late.commit();

            assertThat(ids(naiveFirst)).containsExactly("early");
            assertThat(naive(naiveFirst.get(0).position())).isEmpty();
            assertThat(oursFirst).isEmpty();
            assertThat(ids(log.after(1, start, 10))).containsExactly("late", "early");
        }
    }

    @Test
    void readsByTheIndexOfPositions() throws Exception {
        append(IntStream.range(0, 3000).mapToObj(i -> "m" + i).toList(), "u");
        database.update("ANALYZE event");
        List<String> plan = database.query("""
                EXPLAIN SELECT tx, ord, received_at, type, name, message_id, subject, payload FROM event
                WHERE namespace_id = 1 AND (tx, ord) > (5, 5)
                  AND tx < (SELECT shift + pg_snapshot_xmin(pg_current_snapshot())::text::bigint FROM log_clock)
                  AND received_at > now() - interval '1 day' ORDER BY tx, ord LIMIT 100""", row -> row.getString(1));

        assertThat(String.join("\n", plan))
                .contains("namespace_id_tx_ord_idx")
                .contains("Merge Append")
                .doesNotContain("Seq Scan on event_");
    }

    @Test
    void takesNoMoreThanFitsIntoMemory() throws Exception {
        String payload = "{\"x\":\"" + "y".repeat(1_000_000) + "\"}";
        for (int i = 0; i < 12; i++) {
            String id = "m" + i;
            database.transaction(
                    connection -> writer.append(connection, List.of(Writing.message(id, "u", now, payload)), false));
        }

        assertThat(log.after(1, start, 100)).hasSizeBetween(8, 9);
    }

    private int write(int number) throws Exception {
        Random random = new Random(number);
        for (int i = 0; i < TRANSACTIONS; i++) {
            int first = i * EVENTS;
            List<String> ids = IntStream.range(first, first + EVENTS)
                    .mapToObj(event -> "%d-%06d".formatted(number, event))
                    .toList();
            long pause = random.nextInt(30);
            database.transaction(connection -> {
                append(connection, ids, "u" + number);
                await(pause);
                return true;
            });
        }
        return TRANSACTIONS;
    }

    private void append(List<String> ids, String user) throws SQLException {
        database.transaction(connection -> append(connection, ids, user));
    }

    private boolean append(Connection connection, List<String> ids, String user) throws SQLException {
        writer.append(
                connection,
                ids.stream().map(id -> Writing.message(id, user, now)).toList(),
                false);
        return true;
    }

    private static void await(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Logged> follow(Reader reader, AtomicBoolean written) {
        List<Logged> read = new ArrayList<>();
        Position position = start;
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            boolean last = written.get();
            List<Logged> next = reader.after(position);
            read.addAll(next);
            if (next.isEmpty() && last) {
                return read;
            }
            position = next.isEmpty() ? position : next.get(next.size() - 1).position();
        }
        return read;
    }

    /** What {@code id > cursor} does. */
    private List<Logged> naive(Position position) {
        return database.query("""
                SELECT tx, ord, received_at, type, name, message_id, subject, payload FROM event
                WHERE namespace_id = 1 AND (tx, ord) > (?, ?) ORDER BY tx, ord LIMIT 1000""", Log::event, position.tx(), position.ord());
    }

    private static List<String> ids(List<Logged> events) {
        return events.stream().map(Logged::messageId).toList();
    }

    private static void isInOrder(List<Logged> ofOneSubject) {
        assertThat(ids(ofOneSubject)).isSorted();
    }
}
