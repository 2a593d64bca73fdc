package io.cairo.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.base.HandClock;
import io.cairo.message.Message;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two transactions that name the same new person at the same time: who comes second does only identity again. */
@Timeout(60)
class SameStrangerIT {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final int HERE = 1;
    private static final String WAITING = """
            SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'""";

    private final DataSource source = FreshDatabase.source();
    private final Database database = FreshDatabase.over(source);
    private final Resolver one = Resolving.resolver(new HandClock(NOON));
    private final Resolver other = Resolving.resolver(new HandClock(NOON));

    @Test
    void whoComesSecondKeepsWhatItHasWrittenBeforeAndJoinsThePersonOfTheFirst() throws Exception {
        database.update("CREATE TABLE before (line text)");
        List<Message> first = List.of(named("m1", "u:1", "a:1"));
        List<Message> second = List.of(named("m2", "a:1", "e:1@x.y"), named("m3", "u:2", "a:2"));
        CompletableFuture<Void> late;
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            one.project(connection, first);
            late = CompletableFuture.runAsync(() -> database.inTransaction(in -> {
                        Database.update(in, "INSERT INTO before VALUES ('written once')");
                        return other.project(in, second);
                    })
                    .run());
            untilSomebodyWaits();
            assertThat(late).isNotDone();
            connection.commit();
        }
        late.join();

        assertThat(database.query("SELECT line FROM before", row -> row.getString(1)))
                .containsExactly("written once");
        assertThat(people()).containsExactlyInAnyOrder(Set.of("u:1", "a:1", "e:1@x.y"), Set.of("u:2", "a:2"));
    }

    @Test
    void whatWasStoredByTheFirstIsFreeAgainIfItRollsBack() throws Exception {
        CompletableFuture<Void> late;
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            one.project(connection, List.of(named("m1", "u:1", "a:1")));
            late = CompletableFuture.runAsync(() -> database.inTransaction(
                            in -> other.project(in, List.of(named("m2", "a:1", "e:1@x.y"))))
                    .run());
            untilSomebodyWaits();
            connection.rollback();
        }
        late.join();

        assertThat(people()).containsExactly(Set.of("a:1", "e:1@x.y"));
    }

    @Test
    void manyWhoMeetAgainAndAgainMakeOnePersonOfEachStranger() {
        List<CompletableFuture<Void>> nodes = new ArrayList<>();
        for (Resolver node : List.of(one, other, Resolving.resolver(new HandClock(NOON)))) {
            nodes.add(CompletableFuture.runAsync(() -> IntStream.range(0, 40).forEach(round -> take(node, round))));
        }
        nodes.forEach(CompletableFuture::join);

        assertThat(people()).hasSize(400).allMatch(keys -> keys.size() == 3);
    }

    private void take(Resolver node, int round) {
        List<Message> group = IntStream.rangeClosed(round * 10 + 1, round * 10 + 10)
                .mapToObj(who -> named("m" + who, "u:" + who, "a:" + who, "e:" + who + "@x.y"))
                .toList();
        database.inTransaction(in -> node.project(in, group)).run();
    }

    private static Message named(String messageId, String... keys) {
        return Resolving.identify(HERE, messageId, NOON, keys);
    }

    private void untilSomebodyWaits() {
        while (database.query(WAITING, row -> row.getInt(1)).isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private Set<Set<String>> people() {
        return new HashSet<>(database.query(
                "SELECT array_agg(key) FROM identifier GROUP BY person_id",
                row -> Set.of((String[]) row.getArray(1).getArray())));
    }
}
