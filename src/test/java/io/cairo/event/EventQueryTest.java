package io.cairo.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventQueryTest {

    @Test
    void asksForTheNewestOfANamespace() {
        EventQuery.Statement statement = EventQuery.newest(7, 21).statement();

        assertThat(statement.sql()).contains("WHERE namespace_id = ?").doesNotContain("UNION", " AND ");
        assertThat(statement.parameters()).containsExactly(7, 21, 21);
    }

    @Test
    void asksEachColumnByItselfWhereAValueMayStandInTwo() {
        EventQuery.Statement statement = new EventQuery(
                        7, "Page Viewed", "Jane@Example.com", null, null, null, null, null, null, null, 21)
                .statement();

        assertThat(statement.sql().split(" UNION ALL ", -1)).hasSize(4);
        assertThat(statement.parameters())
                .startsWith(7, "Page Viewed", "u:Jane@Example.com", 21)
                .contains("jane@example.com");
        assertThat(statement.sql()).contains("type = 'page'");
        assertThat(statement.sql().chars().filter(c -> c == '?')).hasSameSizeAs(statement.parameters());
    }

    @Test
    void boundsTheArrivalSoThatOldPartitionsAreNotRead() {
        Instant from = Instant.parse("2026-01-02T00:00:00Z");
        EventQuery.Statement statement =
                new EventQuery(7, null, null, null, null, null, from, from.plusSeconds(60), null, null, 21).statement();

        assertThat(statement.sql())
                .contains("occurred_at >= timestamptz '2026-01-02T00:00:00Z'")
                .contains("received_at > timestamptz '2026-01-01T00:00:00Z'")
                .contains("occurred_at < timestamptz '2026-01-02T00:01:00Z'");
    }
}
