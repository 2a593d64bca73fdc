package io.cairo.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionsIT {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    private final Database database = FreshDatabase.over(FreshDatabase.source());

    @Test
    void weeksExistBeforeTheyAreNeededAndGoWhenTheirRetentionIsOver() {
        Writing.partitions(database, at(NOW)).begin();
        assertThat(tables()).containsExactly("event_20260223", "event_20260302", "event_20260309", "event_20260316");

        Writing.partitions(database, at(NOW.plus(Duration.ofDays(42)))).hourly();
        assertThat(tables()).startsWith("event_20260316").contains("event_20260413", "event_20260427");
    }

    @Test
    void positionsGoOnGrowingInADatabaseThatWasRestoredFromADump() throws SQLException {
        EventWriter writer = Writing.writer(database, at(NOW));
        database.transaction(connection -> writer.append(connection, List.of(Writing.message("old", "u", NOW)), false));
        database.update("UPDATE event SET tx = tx + 1000000");

        Writing.partitions(database, at(NOW)).begin();
        database.transaction(connection -> writer.append(connection, List.of(Writing.message("new", "u", NOW)), false));

        assertThat(database.query("SELECT message_id FROM event ORDER BY tx, ord", row -> row.getString(1)))
                .containsExactly("old", "new");
    }

    private List<String> tables() {
        return database.query(
                "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'event'::regclass ORDER BY 1",
                row -> row.getString(1));
    }

    private static Clock at(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }
}
