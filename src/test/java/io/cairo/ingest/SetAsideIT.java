package io.cairo.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.event.Writing;
import io.cairo.message.Message;
import io.cairo.message.Passage;
import io.cairo.message.Receipt;
import io.cairo.message.Receipt.Fate;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SetAsideIT {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    private final Database database = FreshDatabase.over(FreshDatabase.source());
    private final Groups groups = Groups.over(database, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void keepsTheOriginalOfWhatWasChangedAndOfWhatWasDropped() throws SQLException {
        assertThat(fates(groups.pass(List.of(changed("a"), dropped("b"), Passage.of(message("c"))))))
                .containsExactly(Fate.STORED, Fate.STORED, Fate.STORED);

        assertThat(aside()).containsExactly("a changed", "b dropped");
        assertThat(stored()).containsExactly("a", "c");
    }

    @Test
    void keepsOneOriginalOfWhatComesAgain() throws SQLException {
        groups.pass(List.of(changed("a"), dropped("b")));

        assertThat(fates(groups.pass(List.of(changed("a"), dropped("b"), changed("a"), dropped("b")))))
                .containsOnly(Fate.DUPLICATE);
        assertThat(aside()).containsExactly("a changed", "b dropped");
    }

    @Test
    void storesWhatWasDroppedBeforeAndGoesOnNowAndTellsOfTheOriginalOfWhatIsStored() throws SQLException {
        groups.pass(List.of(dropped("a"), dropped("b")));

        assertThat(fates(groups.pass(List.of(changed("a"), changed("c"), Passage.of(message("b"))))))
                .containsOnly(Fate.STORED);
        assertThat(aside()).containsExactly("a changed", "a dropped", "b dropped", "c changed");
        assertThat(told("a")).isEqualTo("changed");
        assertThat(told("b")).isEqualTo("dropped");
        assertThat(stored()).containsExactly("a", "b", "c");
    }

    @Test
    void keepsOneOriginalHoweverParallelItIsSent() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(6);
        List<Callable<List<Receipt>>> work = new ArrayList<>();
        for (int sender = 0; sender < 6; sender++) {
            List<Passage> mine = new ArrayList<>(IntStream.range(0, 60)
                    .mapToObj(i -> i % 2 == 0 ? changed("m" + i) : dropped("m" + i))
                    .toList());
            Collections.shuffle(mine, new Random(sender));
            work.add(() -> groups.pass(mine));
        }
        long told = 0;
        for (Future<List<Receipt>> done : senders.invokeAll(work)) {
            told += fates(done.get()).stream().filter(Fate.STORED::equals).count();
        }
        senders.shutdown();

        assertThat(told).isEqualTo(60);
        assertThat(aside()).hasSize(60).doesNotHaveDuplicates();
        assertThat(stored()).hasSize(30).doesNotHaveDuplicates();
    }

    @Test
    void whatIsInTheLogIsADuplicateAlsoIfItWouldBeDroppedNow() throws SQLException {
        groups.pass(List.of(changed("a"), Passage.of(message("b"))));

        assertThat(fates(groups.pass(List.of(dropped("a"), dropped("b"), dropped("c")))))
                .containsExactly(Fate.DUPLICATE, Fate.DUPLICATE, Fate.STORED);
        assertThat(aside()).containsExactly("a changed", "c dropped");
        assertThat(told("a")).isEqualTo("changed");
    }

    @Test
    void ofTwoNodesThatDropTheSameAtMidnightOneKeepsIt() throws Exception {
        Instant midnight = Instant.parse("2026-03-05T00:00:00Z");
        Groups before = Groups.over(database, Clock.fixed(midnight.minusMillis(1), ZoneOffset.UTC));
        Groups after = Groups.over(database, Clock.fixed(midnight, ZoneOffset.UTC));
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        long told = 0;
        for (int round = 0; round < 20; round++) {
            String id = "m" + round;
            List<Callable<List<Receipt>>> both = List.of(
                    () -> before.pass(List.of(dropped(id, midnight.minusMillis(1)))),
                    () -> after.pass(List.of(dropped(id, midnight))));
            for (Future<List<Receipt>> done : nodes.invokeAll(both)) {
                told += fates(done.get()).stream().filter(Fate.STORED::equals).count();
            }
        }
        nodes.shutdown();

        assertThat(told).isEqualTo(20);
        assertThat(aside()).hasSize(20);
    }

    @Test
    void oneOriginalIsFoundAmongVeryManyWithoutReadingThem() throws SQLException {
        groups.pass(List.of(changed("a"), dropped("b")));
        database.update("""
                INSERT INTO set_aside SELECT 1, 'm' || i, timestamptz '2026-03-03 00:00Z' + i * interval '5 s', now(), 'track',
                  null, 's', null, null, null, 'sdk', 'r', i % 2 = 0, '{}' FROM generate_series(1, 20000) i""");
        database.update("ANALYZE set_aside");

        assertThat(plan("message_id = 'a' AND received_at = timestamptz '2026-03-04 12:00Z' AND NOT gone"))
                .contains("received_at")
                .doesNotContain("Seq Scan");
        assertThat(plan("message_id = 'b' AND gone"))
                .contains("_message")
                .doesNotContain("Seq Scan on set_aside_20260303");
    }

    private String plan(String where) {
        return String.join(
                "\n",
                database.query(
                        "EXPLAIN SELECT payload FROM set_aside WHERE namespace_id = 1 AND " + where,
                        row -> row.getString(1)));
    }

    private String told(String id) {
        return Aside.finding(database).find(1, id).orElseThrow().reason();
    }

    private static Message message(String id) {
        return Writing.message(id, "u", NOW);
    }

    private static Passage changed(String id) {
        return new Passage(message(id), List.of(message(id)), List.of(), "changed");
    }

    private static Passage dropped(String id) {
        return dropped(id, NOW);
    }

    private static Passage dropped(String id, Instant at) {
        return new Passage(Writing.message(id, "u", at), List.of(), List.of(), "dropped");
    }

    private static List<Fate> fates(List<Receipt> receipts) {
        return receipts.stream().map(Receipt::fate).toList();
    }

    private List<String> aside() {
        return database.query(
                "SELECT message_id || ' ' || reason FROM set_aside ORDER BY message_id, reason",
                row -> row.getString(1));
    }

    private List<String> stored() {
        return database.query("SELECT message_id FROM event ORDER BY message_id", row -> row.getString(1));
    }
}
