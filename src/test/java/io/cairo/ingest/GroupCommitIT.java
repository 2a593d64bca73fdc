package io.cairo.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.event.Writing;
import io.cairo.message.Message;
import io.cairo.message.Receipt;
import io.cairo.message.Receipt.Fate;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupCommitIT {
    private static final Instant WEDNESDAY = Instant.parse("2026-03-04T12:00:00Z");
    private static final Instant MONDAY = Instant.parse("2026-03-09T00:00:00Z");

    private final Database database = FreshDatabase.over(FreshDatabase.source());

    @Test
    void refusesOnlyTheMessageThatTheDatabaseWillNotHave() throws SQLException {
        Groups groups = groups(WEDNESDAY);
        List<Message> messages = new ArrayList<>(messages(100, WEDNESDAY));
        messages.set(41, Writing.message("poison", "u", WEDNESDAY, "{\"not\": json"));

        List<Receipt> receipts = groups.write(messages);

        assertThat(receipts).extracting(Receipt::messageId).containsExactlyElementsOf(ids(messages));
        assertThat(receipts.get(41).fate()).isEqualTo(Fate.REFUSED);
        assertThat(receipts.get(41).reason()).contains("SQLSTATE");
        assertThat(receipts.stream().filter(receipt -> receipt.fate() == Fate.STORED))
                .hasSize(99);
        assertThat(stored()).doesNotHaveDuplicates().hasSize(99);
    }

    @Test
    void storesEachMessageOnceHoweverOftenAndHowParallelItIsSent() throws Exception {
        assertThat(stormOf(groups(WEDNESDAY), messages(600, WEDNESDAY), List.of()))
                .isEqualTo(600);
        assertThat(stored()).doesNotHaveDuplicates().hasSize(600);
    }

    @Test
    void storesEachMessageOnceWhileTheWeekTurns() throws Exception {
        List<Message> before = messages(300, MONDAY.minusSeconds(1));
        List<Message> after = messages(300, MONDAY.plusSeconds(1));

        assertThat(stormOf(groups(MONDAY), before, after)).isEqualTo(300);
        assertThat(stored()).doesNotHaveDuplicates().hasSize(300);
    }

    @Test
    void knowsAMessageOfLastWeekAgain() throws SQLException {
        Message message = Writing.message("m", "u", MONDAY.minus(Duration.ofDays(3)));
        groups(MONDAY.minus(Duration.ofDays(3))).write(List.of(message));

        Receipt again = groups(MONDAY.plus(Duration.ofDays(2)))
                .write(List.of(Writing.message("m", "u", MONDAY.plus(Duration.ofDays(2)))))
                .get(0);

        assertThat(again.fate()).isEqualTo(Fate.DUPLICATE);
    }

    /** The first repetition is met in the index, the second is looked for. */
    @Test
    void knowsAMessageThatComesAgainAmongNewOnesWhetherOrNotAnyDidOfLate() throws SQLException {
        Groups groups = groups(WEDNESDAY);
        groups.write(messages(WEDNESDAY, "a", "b"));

        assertThat(groups.write(messages(WEDNESDAY, "c", "a", "d")))
                .extracting(Receipt::fate)
                .containsExactly(Fate.STORED, Fate.DUPLICATE, Fate.STORED);
        assertThat(groups.write(messages(WEDNESDAY, "b", "e")))
                .extracting(Receipt::fate)
                .containsExactly(Fate.DUPLICATE, Fate.STORED);
        assertThat(stored()).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
    }

    private static List<Message> messages(Instant at, String... ids) {
        return Arrays.stream(ids).map(id -> Writing.message(id, "u", at)).toList();
    }

    @Test
    void countsAMessageTwiceInOneGroupOnce() throws SQLException {
        Message message = Writing.message("m", "u", WEDNESDAY);

        assertThat(groups(WEDNESDAY).write(List.of(message, message)))
                .extracting(Receipt::fate)
                .containsExactly(Fate.STORED, Fate.DUPLICATE);
    }

    /** Eight senders deliver the same messages, each in an order of its own; answers how often one was told "stored". */
    private int stormOf(Groups groups, List<Message> some, List<Message> sameAgain) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(8);
        List<Callable<Integer>> work = new ArrayList<>();
        for (int sender = 0; sender < 8; sender++) {
            List<Message> mine = new ArrayList<>(sender % 2 == 0 || sameAgain.isEmpty() ? some : sameAgain);
            Collections.shuffle(mine, new Random(sender));
            work.add(() -> send(groups, mine));
        }
        int told = 0;
        for (Future<Integer> done : senders.invokeAll(work)) {
            told += done.get();
        }
        senders.shutdown();
        return told;
    }

    private static int send(Groups groups, List<Message> messages) throws SQLException {
        int stored = 0;
        for (int from = 0; from < messages.size(); from += 50) {
            List<Message> group = messages.subList(from, Math.min(messages.size(), from + 50));
            stored += (int) patiently(groups, group).stream()
                    .filter(receipt -> receipt.fate() == Fate.STORED)
                    .count();
        }
        return stored;
    }

    /** As the writers do it: what may pass is tried again. */
    private static List<Receipt> patiently(Groups groups, List<Message> group) throws SQLException {
        for (int tries = 0; tries < 20; tries++) {
            try {
                return groups.write(group);
            } catch (SQLException e) {
                assertThat(io.cairo.base.SqlFailure.mayPass(e))
                        .as(e.getMessage())
                        .isTrue();
            }
        }
        throw new SQLException("twenty tries were not enough");
    }

    private Groups groups(Instant now) {
        return Groups.over(database, Clock.fixed(now, ZoneOffset.UTC));
    }

    private List<String> stored() {
        return database.query("SELECT message_id FROM event", row -> row.getString(1));
    }

    private static List<Message> messages(int count, Instant receivedAt) {
        return IntStream.range(0, count)
                .mapToObj(i -> Writing.message("m" + i, "u" + i % 7, receivedAt))
                .toList();
    }

    private static List<String> ids(List<Message> messages) {
        return messages.stream().map(Message::messageId).toList();
    }
}
