package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.destination.Outcome.Kind;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real PostgreSQL. */
@Against(types = "postgres", server = "PostgreSQL 18.6")
class PostgresIT {
    private final DataSource source = FreshDatabase.source();
    private final Database database = FreshDatabase.over(source);
    private String url = "";

    @BeforeEach
    void look() throws SQLException {
        try (Connection connection = source.getConnection()) {
            url = connection.getMetaData().getURL();
        }
        database.update("DROP ROLE IF EXISTS guest");
    }

    private JsonObjectBuilder config() {
        URI uri = URI.create(url.substring("jdbc:".length()));
        return Json.createObjectBuilder()
                .add("host", "127.0.0.1")
                .add("port", uri.getPort())
                .add("database", uri.getPath().substring(1))
                .add("user", "postgres")
                .add("password", "postgres")
                .add("ssl_mode", "disable");
    }

    private static Sending<Postgres.Settings> sending(JsonObjectBuilder config) {
        return new Sending<>(new Postgres(), config.build());
    }

    private List<Map.Entry<String, String>> rows(String columns) {
        return database.query(
                "SELECT " + columns + " FROM cairo_events ORDER BY timestamp",
                row -> Map.entry(row.getString(1), row.getString(2)));
    }

    @Test
    void makesTheTableAndInsertsEachMessageOnce() throws IOException {
        try (Sending<?> sending = sending(config())) {
            assertThat(sending.probe()).isEqualTo(200);
            assertThat(sending.send(Sample.six())).hasSize(6).containsOnly(Kind.OK);
            assertThat(sending.send(Sample.six())).hasSize(6).containsOnly(Kind.OK);
            assertThat(sending.probe()).isEqualTo(200);
        }

        assertThat(rows("message_id, type")).hasSize(6).contains(Map.entry("m-track", "track"));
        assertThat(rows("message_id, coalesce(properties ->> 'revenue', '')")).contains(Map.entry("m-track", "42.5"));
        assertThat(rows("message_id, extract(epoch FROM timestamp)::bigint::text"))
                .contains(Map.entry("m-track", "1769860743"));
    }

    @Test
    void forgetsAUser() throws IOException {
        try (Sending<?> sending = sending(config())) {
            sending.send(Sample.six());
            assertThat(sending.forget("u-100")).isEqualTo(200);
        }
        assertThat(rows("message_id, type")).isEmpty();
    }

    @Test
    void halvesWhatHoldsABadRow() throws IOException {
        database.update(
                "CREATE TABLE cairo_events (message_id varchar(10) PRIMARY KEY, type text, event text, user_id text,"
                        + " anonymous_id text, group_id text, previous_id text, timestamp timestamptz, received_at timestamptz,"
                        + " context jsonb, properties jsonb, traits jsonb)");
        try (Sending<?> sending = sending(config())) {
            assertThat(sending.send(
                            List.of(Sample.event("track", "short"), Sample.event("track", "far too long an id"))))
                    .containsOnly(Kind.SPLIT);
            assertThat(sending.send(List.of(Sample.event("track", "far too long an id"))))
                    .containsOnly(Kind.REJECTED);
            assertThat(sending.send(List.of(Sample.event("track", "short")))).containsOnly(Kind.OK);
        }
    }

    @Test
    void keepsEventsWhenTheSettingsAreWrong() throws IOException {
        database.update("CREATE ROLE guest LOGIN");
        database.update("CREATE TABLE cairo_events (message_id text PRIMARY KEY)");
        try (Sending<?> absent = sending(config().add("database", "nowhere"));
                Sending<?> guest = sending(config().add("user", "guest"));
                Sending<?> columns = sending(config());
                Sending<?> uncreated = sending(config().add("table", "other").add("create_table", false))) {
            assertThat(absent.send(Sample.six())).containsOnly(Kind.AUTH);
            assertThat(guest.send(Sample.six())).containsOnly(Kind.AUTH);
            assertThat(guest.probe()).isEqualTo(403);
            assertThat(columns.send(Sample.six())).containsOnly(Kind.AUTH);
            assertThat(uncreated.send(Sample.six())).containsOnly(Kind.AUTH);
            assertThat(uncreated.probe()).isEqualTo(403);
        }
    }

    @Test
    void doesNotSpeakInTheClearUnlessItIsToldTo() {
        try (Sending<?> secure = sending(config().remove("ssl_mode"))) {
            assertThatThrownBy(() -> secure.send(Sample.six())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aLineThatTheServerHasCutIsReplaced() throws IOException {
        try (Sending<?> sending = sending(config())) {
            sending.send(Sample.six());
            database.query(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cairo'"
                            + " AND query LIKE 'INSERT INTO \"public\"%'",
                    row -> row.getBoolean(1));
            assertThat(sending.send(List.of(Sample.event("track", "m-later")))).containsOnly(Kind.OK);
        }
        assertThat(rows("message_id, type")).hasSize(7);
    }

    @Test
    void lanesMakeTheTableAtTheSameTime() {
        try (Sending<?> sending = sending(config())) {
            List<Kind> kinds = IntStream.range(0, 8)
                    .parallel()
                    .mapToObj(i -> kind(sending, "m-" + i))
                    .toList();
            assertThat(kinds).containsOnly(Kind.OK);
        }
        assertThat(rows("message_id, type")).hasSize(8);
    }

    private static Kind kind(Sending<?> sending, String id) {
        try {
            return sending.send(List.of(Sample.event("track", id))).get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
