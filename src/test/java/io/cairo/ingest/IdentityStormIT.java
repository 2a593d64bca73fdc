package io.cairo.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.base.SqlFailure;
import io.cairo.event.Writing;
import io.cairo.identity.Resolver;
import io.cairo.identity.Resolving;
import io.cairo.message.Message;
import io.cairo.message.Passage;
import io.cairo.message.Receipt;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
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
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Many first events of the same people at the same time, on two nodes: each is one person, always. */
class IdentityStormIT {
    private static final Instant WEDNESDAY = Instant.parse("2026-03-04T12:00:00Z");
    private static final int PEOPLE = 50;

    /** What names a person; together they hang together, whichever come first. */
    private static final List<List<String>> SUBSETS = List.of(
            List.of("u:%d", "a:%d"),
            List.of("a:%d"),
            List.of("u:%d", "e:%d@x.y"),
            List.of("a:%d", "e:%d@x.y"),
            List.of("u:%d"),
            List.of("u:%d", "a:%d", "x:crm:%d"),
            List.of("e:%d@x.y", "x:crm:%d"),
            List.of("u:%d", "a:%d", "e:%d@x.y", "x:crm:%d"));

    private final Database database = FreshDatabase.over(FreshDatabase.source());

    @RepeatedTest(5)
    void eightConcurrentFirstEventsOfFiftyPeopleMakeFiftyPeople(RepetitionInfo repetition) throws Exception {
        Clock clock = Clock.fixed(WEDNESDAY, ZoneOffset.UTC);
        List<GroupCommit> nodes = List.of(node(clock), node(clock));
        ExecutorService senders = Executors.newFixedThreadPool(SUBSETS.size());
        List<Callable<Void>> work = new ArrayList<>();
        for (int sender = 0; sender < SUBSETS.size(); sender++) {
            List<Message> mine = messages(sender, repetition.getCurrentRepetition());
            GroupCommit node = nodes.get(sender % 2);
            work.add(() -> send(node, mine));
        }
        for (Future<Void> done : senders.invokeAll(work)) {
            done.get();
        }
        senders.shutdown();

        assertThat(database.query("SELECT DISTINCT person_id FROM identifier", row -> row.getString(1)))
                .hasSize(PEOPLE);
        assertThat(database.query(
                        "SELECT count(*) FROM identifier GROUP BY person_id HAVING count(*) <> 4",
                        row -> row.getInt(1)))
                .isEmpty();
    }

    private static List<Message> messages(int sender, int repetition) {
        List<Message> messages = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person++) {
            int number = person + 1; // zero is nobody
            String[] keys = SUBSETS.get(sender).stream()
                    .map(key -> key.formatted(number))
                    .toArray(String[]::new);
            messages.add(Resolving.identify(
                    1, "m" + sender + "-" + person, WEDNESDAY.minusSeconds((sender * 7L + person) % 5), keys));
        }
        Collections.shuffle(messages, new Random(repetition * 100L + sender));
        return messages;
    }

    private static Void send(GroupCommit node, List<Message> messages) throws SQLException {
        Random random = new Random(messages.hashCode());
        int from = 0;
        while (from < messages.size()) {
            int to = Math.min(messages.size(), from + 1 + random.nextInt(7));
            patiently(node, messages.subList(from, to));
            from = to;
        }
        return null;
    }

    /** As the writers do it: what may pass is tried again. */
    private static void patiently(GroupCommit node, List<Message> group) throws SQLException {
        for (int tries = 0; tries < 20; tries++) {
            try {
                List<Receipt> receipts =
                        node.write(group.stream().map(Passage::of).toList());
                assertThat(receipts).allMatch(receipt -> receipt.fate() == Receipt.Fate.STORED);
                return;
            } catch (SQLException e) {
                assertThat(SqlFailure.mayPass(e)).as(e.getMessage()).isTrue();
            }
        }
        throw new SQLException("twenty tries were not enough");
    }

    private GroupCommit node(Clock clock) {
        Resolver resolver = Resolving.resolver(clock);
        GroupCommit node = new GroupCommit() {
            @Override
            void announce() {}
        };
        node.database = database;
        node.writer = new GroupWriter();
        node.writer.events = Writing.writer(database, clock);
        node.writer.aside = new SetAside();
        node.writer.projections = List.of(resolver);
        node.numbers = new IngestNumbers() {
            @Override
            void committed(List<Receipt> receipts, Duration took) {}
        };
        return node;
    }
}
