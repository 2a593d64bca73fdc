package io.cairo.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.event.Writing;
import io.cairo.message.Passage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsidePartitionsIT {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    private final Database database = FreshDatabase.over(FreshDatabase.source());

    @Test
    void originalsStayForTheirDaysAndAreGoneADayLater() throws SQLException {
        Groups.over(database, at(NOW)).pass(List.of(dropped("young", NOW), dropped("old", NOW.minusSeconds(86_400))));

        Aside.partitions(database, at(NOW.plus(Duration.ofDays(6)))).hourly();
        assertThat(kept()).containsExactly("old", "young");

        Aside.partitions(database, at(NOW.plus(Duration.ofDays(7)))).hourly();
        assertThat(kept()).containsExactly("young");
    }

    @Test
    void whoReadsForLongKeepsNobodyFromWritingTomorrow() throws SQLException {
        Groups.over(database, at(NOW)).pass(List.of(dropped("old", NOW)));
        database.inTransaction(reading -> {
            Database.query(reading, "SELECT count(*) FROM set_aside", row -> row.getLong(1));

            Groups.over(database, at(NOW.plus(Duration.ofDays(30))))
                    .pass(List.of(dropped("new", NOW.plus(Duration.ofDays(30)))));
            return reading;
        });

        assertThat(kept()).as("the old day is dropped another time").containsExactly("new", "old");
        Aside.days(database, at(NOW.plus(Duration.ofDays(30))));
        assertThat(kept()).containsExactly("new");
    }

    @Test
    void theDayThatIsWrittenToStaysHoweverFewDaysAreWanted() throws SQLException {
        AsidePartitions partitions = Aside.partitions(database, at(NOW));
        partitions.originals.days = -3;
        partitions.begin();
        partitions.hourly();

        Groups.over(database, at(NOW)).pass(List.of(dropped("today", NOW)));
        partitions.hourly();
        assertThat(kept()).containsExactly("today");
    }

    @Test
    void daysExistAWeekBeforeTheyAreNeeded() {
        Aside.days(database, at(NOW));

        assertThat(database.query(
                        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'set_aside'::regclass ORDER BY 1",
                        row -> row.getString(1)))
                .hasSize(9)
                .startsWith("set_aside_20260303", "set_aside_20260304")
                .endsWith("set_aside_20260311");
    }

    @Test
    void nobodyGoesThroughADayThatIsOnlyWrittenAndThenDropped() {
        Aside.days(database, at(NOW));

        assertThat(database.query(
                        "SELECT DISTINCT array_to_string(reloptions, ',') FROM pg_class JOIN pg_inherits ON oid = inhrelid"
                                + " WHERE inhparent = 'set_aside'::regclass",
                        row -> row.getString(1)))
                .containsExactly("autovacuum_vacuum_insert_threshold=-1");
    }

    @Test
    void originalsOfBeforeAreTakenOverByTheDaysOnWhichTheyCame() throws IOException, SQLException {
        Groups groups = Groups.over(database, at(NOW));
        groups.pass(List.of(Passage.of(Writing.message("changed", "u", NOW))));
        asItWas();
        insertBefore("changed", "2026-03-04 12:00Z");
        insertBefore("dropped", "2026-03-04 12:00Z");
        insertBefore("earlier", "2026-02-27 23:59:59.999999Z");

        database.update(migration());

        assertThat(database.query(
                        "SELECT message_id || ' ' || gone || ' ' || tableoid::regclass || ' ' || payload FROM set_aside"
                                + " ORDER BY 1",
                        row -> row.getString(1)))
                .containsExactly(
                        "changed false set_aside_20260304 {\"a\": 1}",
                        "dropped true set_aside_20260304 {\"a\": 1}",
                        "earlier true set_aside_20260227 {\"a\": 1}");
        Aside.days(database, at(NOW));
        groups.pass(List.of(dropped("dropped", NOW), dropped("earlier", NOW)));
        assertThat(kept()).as("they came before").hasSize(3);
    }

    private void asItWas() {
        database.update("DROP TABLE set_aside");
        database.update("""
                CREATE TABLE set_aside (namespace_id integer NOT NULL, message_id text NOT NULL COLLATE "C",
                  received_at timestamptz NOT NULL, occurred_at timestamptz NOT NULL, type text NOT NULL COLLATE "C",
                  name text COLLATE "C", subject text NOT NULL COLLATE "C", user_id text COLLATE "C",
                  anonymous_id text COLLATE "C", email text COLLATE "C", platform text NOT NULL COLLATE "C",
                  reason text NOT NULL, payload json NOT NULL, PRIMARY KEY (namespace_id, message_id))""");
        database.update("CREATE INDEX set_aside_received ON set_aside (received_at)");
    }

    private void insertBefore(String messageId, String receivedAt) {
        database.update(
                "INSERT INTO set_aside VALUES (1, ?, ?::text::timestamptz, now(), 'track', null, 's', null, null, null, 'sdk',"
                        + " 'r', '{\"a\": 1}')",
                messageId,
                receivedAt);
    }

    private static String migration() throws IOException {
        try (InputStream script =
                AsidePartitionsIT.class.getResourceAsStream("/db/migration/V021__set_aside_by_day.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Passage dropped(String messageId, Instant receivedAt) {
        return new Passage(Writing.message(messageId, "u", receivedAt), List.of(), List.of(), "dropped");
    }

    private List<String> kept() {
        return database.query("SELECT message_id FROM set_aside ORDER BY 1", row -> row.getString(1));
    }

    private static Clock at(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }
}
