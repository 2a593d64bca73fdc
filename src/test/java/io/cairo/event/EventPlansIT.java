package io.cairo.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.base.PartitionSpan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How PostgreSQL finds events, in a log of 300,000 of three weeks, a third of them of a second namespace. */
class EventPlansIT {
    private static final Database DATABASE = FreshDatabase.over(FreshDatabase.source());
    private static final Instant NOW = Instant.parse("2026-03-18T12:00:00Z");
    private static final int MOST_BLOCKS = 400;

    /** PostgreSQL reads a partition without rows as it likes. */
    private static final List<String> EMPTY = new ArrayList<>();

    @BeforeAll
    static void fill() {
        for (int week = 2; week >= 0; week--) {
            Clock then = Clock.fixed(NOW.minus(Duration.ofDays(7L * week)), ZoneOffset.UTC);
            Writing.partitions(DATABASE, then).begin();
        }
        DATABASE.update("""
                INSERT INTO event (namespace_id, tx, ord, received_at, occurred_at, type, name, message_id, subject, user_id,
                                   email, platform, payload)
                SELECT 1 + (i % 3) / 2, 1000 + i / 50, i % 50, at, at - interval '2 s',
                       CASE WHEN i % 5000 = 7 THEN 'page' ELSE 'track' END,
                       CASE WHEN i % 5000 = 7 THEN 'Home' WHEN i % 7000 = 3 THEN 'Rare' ELSE 'Event ' || i % 40 END,
                       'm' || i, 'u:user' || i % 5000, 'user' || i % 5000, 'user' || i % 5000 || '@example.com',
                       CASE WHEN i % 6000 = 4 THEN 'mcp' ELSE 'sdk' END,
                       ('{"properties":{"number":' || i || ',"text":"' || repeat('x', 100) || '"}}')::json
                FROM (SELECT i, ?::timestamptz - interval '14 days' + i * interval '14 days' / 300000 AS at
                      FROM generate_series(1, 300000) AS i) AS made""", NOW.atOffset(ZoneOffset.UTC));
        DATABASE.update("ANALYZE event");
        DATABASE.update("VACUUM event");
        EMPTY.addAll(DATABASE.query(
                "SELECT relname FROM pg_class WHERE relname ~ '^event_[0-9]+$' AND relpages = 0",
                row -> row.getString(1)));
    }

    static Stream<Arguments> questions() {
        Instant old = NOW.minus(Duration.ofDays(11));
        return Stream.of(
                Arguments.of("newest", EventQuery.newest(1, 21)),
                Arguments.of("next page", query(null, null, null, null, null, null, new EventId(4_000, 7))),
                Arguments.of("name", query("Event 7", null, null, null, null, null, null)),
                Arguments.of("rare name", query("Rare", null, null, null, null, null, null)),
                Arguments.of("unknown name", query("Never", null, null, null, null, null, null)),
                Arguments.of("title", query("Page Viewed", null, null, null, null, null, null)),
                Arguments.of("unknown title", query("Alias Created", null, null, null, null, null, null)),
                Arguments.of("email", query(null, "user7@example.com", null, null, null, null, null)),
                Arguments.of("user", query(null, null, "user7", null, null, null, null)),
                Arguments.of("common platform", query(null, null, null, "sdk", null, null, null)),
                Arguments.of("rare platform", query(null, null, null, "mcp", null, null, null)),
                Arguments.of("from", query(null, null, null, null, NOW.minusSeconds(3_600), null, null)),
                Arguments.of(
                        "to, in a later week",
                        query(null, null, null, null, null, old, null).in(PartitionSpan.WEEK.of(NOW))),
                Arguments.of(
                        "a past hour, in a later week",
                        query(null, null, null, null, old, old.plusSeconds(3_600), null)
                                .in(PartitionSpan.WEEK.of(NOW))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questions")
    void readsAnIndexAndLittleElse(String what, EventQuery query) {
        EventQuery.Statement statement = query.statement();
        String plan = String.join(
                "\n",
                DATABASE.query(
                        "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) " + statement.sql(),
                        row -> row.getString(1),
                        statement.parameters().toArray()));

        assertThat(plan.lines().filter(line -> line.contains("Seq Scan on event_2")))
                .as(what)
                .allMatch(line ->
                        line.contains("actual rows=0.00") && EMPTY.stream().anyMatch(line::contains));
        assertThat(blocks(plan)).as(plan).isLessThan(MOST_BLOCKS);
    }

    @Test
    void readsLittleOfAPersonWithManyNames() {
        Histories histories = new Histories();
        histories.database = DATABASE;
        List<String> subjects = IntStream.range(0, 20)
                .mapToObj(i -> i < 10 ? "u:user" + 3 * i : "a:nobody" + i)
                .toList();
        List<String> emails = List.of("user3@example.com", "user60@example.com", "nobody@example.com");
        String plan = String.join(
                "\n",
                DATABASE.query(
                        "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) " + Histories.NEWEST,
                        row -> row.getString(1),
                        subjects.toArray(String[]::new),
                        1,
                        10,
                        emails.toArray(String[]::new),
                        1,
                        10,
                        10));

        assertThat(plan).doesNotContain("Seq Scan on event_2");
        assertThat(blocks(plan)).as(plan).isLessThan(3 * MOST_BLOCKS);
        assertThat(histories.of(1, subjects, emails, 10)).hasSize(10).allSatisfy(deed -> {
            assertThat(deed.title()).isNotEmpty();
            assertThat(subjects.contains(deed.subject()) || deed.subject().equals("u:user60"))
                    .isTrue();
        });
        assertThat(histories.of(1, List.of("u:user3"), List.of("user3@example.com"), 1_000))
                .hasSameSizeAs(histories.of(1, List.of("u:user3"), List.of(), 1_000));
        assertThat(histories.of(3, subjects, emails, 10)).isEmpty();
    }

    @Test
    void theLogIsLargeEnoughToTell() {
        assertThat(DATABASE.first(
                        "SELECT sum(relpages) FROM pg_class WHERE relname ~ '^event_[0-9]+$'", row -> row.getLong(1)))
                .hasValueSatisfying(blocks -> assertThat(blocks).isGreaterThan(20L * MOST_BLOCKS / 2));
    }

    private static EventQuery query(
            @Nullable String name,
            @Nullable String email,
            @Nullable String user,
            @Nullable String platform,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable EventId after) {
        return new EventQuery(1, name, email, user, platform, null, from, to, after, null, 21);
    }

    /** Those that the whole statement touched: the first figure is of the topmost node. */
    private static long blocks(String plan) {
        return plan.lines()
                .filter(line -> line.contains("Buffers:"))
                .findFirst()
                .map(line -> Stream.of(line.split("[ =]+"))
                        .filter(word -> word.matches("\\d+"))
                        .mapToLong(Long::parseLong)
                        .sum())
                .orElseThrow();
    }
}
