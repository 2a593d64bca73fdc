package io.cairo.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A month of many events. The server takes a few of a hundred people, so that every row is as it makes them; the database
 * then multiplies these, with other identifiers, as often as it takes.
 */
final class History {
    static final int PEOPLE = 100;

    private static final int EVENTS_EACH = 10;
    private static final int ONCE = PEOPLE * EVENTS_EACH;

    /** What is another for each repetition, in every identifier. */
    private static final String MARK = "first-people";

    private static final int TOGETHER = 100;
    private static final int STREAMS = 2;
    private static final int WEEKS = 4;
    private static final List<String> TABLES = List.of("event", "identifier", "identity_link", "trait");

    /** Each with the rows of the first people in place of %1$s, and repetitions from %2$d to below %3$d of %4$d. */
    private static final String TIMES =
            " FROM %1$s AS first, LATERAL (SELECT lpad(to_hex(n), 12, '0') AS mark FROM generate_series(%2$d, %3$d - 1) n) AS times";

    private static final String EVENTS = """
            INSERT INTO event (namespace_id, tx, ord, received_at, occurred_at, type, name, message_id, subject, user_id,
                               anonymous_id, email, platform, payload)
            SELECT namespace_id, pg_current_xact_id()::text::bigint + (SELECT shift FROM log_clock),
                   (row_number() OVER ())::integer - 1, at, at, type, name, replace(message_id, '@', mark),
                   replace(subject, '@', mark), replace(user_id, '@', mark), replace(anonymous_id, '@', mark),
                   replace(email, '@', mark), platform, replace(payload::text, '@', mark)::json
            """.replace("@", MARK)
            + TIMES
            + ", LATERAL (SELECT now() - interval '28 days' * (1 - %2$d / %4$d.0) AS at) AS moment";

    private static final String IDENTIFIERS = """
            INSERT INTO identifier
              (namespace_id, key, person_id, origin_id, first_seen, linked_key, linked_at, linked_cause)
            SELECT namespace_id, replace(key, '@', mark), md5(person_id || mark)::uuid, md5(origin_id || mark)::uuid, first_seen,
                   replace(linked_key, '@', mark), linked_at, replace(linked_cause, '@', mark)
            """.replace("@", MARK) + TIMES;

    private static final String LINKS = """
            INSERT INTO identity_link (namespace_id, a, b, occurred_at, recorded_at, alias, cause)
            SELECT namespace_id, replace(a, '@', mark), replace(b, '@', mark), occurred_at, recorded_at, alias,
                   replace(cause, '@', mark)
            """.replace("@", MARK) + TIMES;

    private static final String TRAITS = """
            INSERT INTO trait (namespace_id, key, name, value, flag, occurred_at, message_id)
            SELECT namespace_id, replace(key, '@', mark), name, replace(value::text, '@', mark)::json, flag, occurred_at,
                   replace(message_id, '@', mark)
            """.replace("@", MARK) + TIMES;

    private static final List<String> STATEMENTS = List.of(EVENTS, IDENTIFIERS, LINKS, TRAITS);

    private final Stage stage;
    private final int times;

    /** @param events how many there are to be, about */
    History(Stage stage, int events) {
        this.stage = stage;
        this.times = Math.max(1, events / ONCE);
    }

    /** How often the first people are there. */
    int times() {
        return times;
    }

    static String userId(int person, int time) {
        return mark(time) + "-user-" + person;
    }

    static String anonymousId(int person, int time) {
        return mark(time) + "-anonymous-" + person;
    }

    static String email(int person, int time) {
        return mark(time) + "." + person + "@example.com";
    }

    private static String mark(int time) {
        return time == 0 ? MARK : "%012x".formatted(time);
    }

    void fill(String key) throws IOException, SQLException, InterruptedException {
        BenchDatabase database = stage.database();
        database.emptyLog();
        database.execute("TRUNCATE trait");
        for (int person = 0; person < PEOPLE; person++) {
            if (stage.server().post("/v1/batch", key, batch(person)) != 200) {
                throw new IOException("the server does not take the first people");
            }
        }
        if (database.storedRows() != ONCE) {
            throw new IOException(database.storedRows() + " events of the first people are there, not " + ONCE);
        }
        makeWeeks(database);
        for (String table : TABLES) {
            database.execute("CREATE TABLE first_" + table + " AS SELECT * FROM " + table);
        }
        multiply(database);
        database.execute("VACUUM (ANALYZE) " + String.join(", ", TABLES));
        database.execute("CHECKPOINT");
    }

    /** Who the person is, and nine things that they did. */
    private static String batch(int person) {
        List<String> messages = new ArrayList<>();
        messages.add("""
                {"type":"identify","messageId":"%s-%d-who","userId":"%s","anonymousId":"%s",\
                "traits":{"email":"%s","name":"Jane Doe","plan":"pro"}}""".formatted(MARK, person, userId(person, 0), anonymousId(person, 0), email(person, 0)));
        List<String> tracks = Events.tracks();
        for (int i = 1; i < EVENTS_EACH; i++) {
            messages.add(tracks.get((person + i) % tracks.size())
                    .replace(Template.MARKS.get(0), MARK + "-" + person + "-" + i)
                    .replace(Template.MARKS.get(1), userId(person, 0))
                    .replace(Template.MARKS.get(2), anonymousId(person, 0)));
        }
        return "{\"batch\":[" + String.join(",", messages) + "]}";
    }

    /** The log has partitions for now and later only: a month has begun before. */
    private static void makeWeeks(BenchDatabase database) throws SQLException {
        LocalDate monday = LocalDate.now(ZoneOffset.UTC).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        for (LocalDate week = monday.minusWeeks(WEEKS); week.isBefore(monday); week = week.plusWeeks(1)) {
            String table = "event_" + DateTimeFormatter.BASIC_ISO_DATE.format(week);
            if (database.text("SELECT to_regclass('" + table + "') IS NULL").equals("t")) {
                database.execute("CREATE TABLE %s PARTITION OF event FOR VALUES FROM ('%s 00:00Z') TO ('%s 00:00Z')"
                        .formatted(table, week, week.plusWeeks(1)));
                database.execute(
                        "CREATE UNIQUE INDEX %1$s_message ON %1$s (namespace_id, message_id)".formatted(table));
            }
        }
    }

    private void multiply(BenchDatabase database) throws SQLException, InterruptedException {
        ExecutorService streams = Executors.newFixedThreadPool(STREAMS);
        AtomicInteger next = new AtomicInteger(1);
        try {
            List<Future<Integer>> done = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                done.add(streams.submit(() -> stream(database, next)));
            }
            for (Future<Integer> stream : done) {
                stream.get();
            }
        } catch (ExecutionException e) {
            throw new SQLException("the history could not be written", e);
        } finally {
            streams.shutdown();
        }
    }

    private int stream(BenchDatabase database, AtomicInteger next) throws SQLException {
        int written = 0;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (int from = next.getAndAdd(TOGETHER); from < times; from = next.getAndAdd(TOGETHER)) {
                int to = Math.min(times, from + TOGETHER);
                for (int i = 0; i < TABLES.size(); i++) {
                    written += statement.executeUpdate(
                            STATEMENTS.get(i).formatted("first_" + TABLES.get(i), from, to, times));
                }
            }
        }
        return written;
    }
}
