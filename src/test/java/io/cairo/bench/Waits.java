package io.cairo.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the database's backends were doing, looked at fifty times a second, and what its counters say of the time. */
final class Waits {
    private static final String ACTIVITY = """
            SELECT coalesce(wait_event_type || ':' || wait_event, 'running'),
                   state || ': ' || left(regexp_replace(query, '\\s+', ' ', 'g'), 60)
            FROM pg_stat_activity
            WHERE application_name = 'cairo' AND state <> 'idle'
            """;
    private static final String COUNTERS = """
            SELECT 'commits', xact_commit FROM pg_stat_database WHERE datname = current_database()
            UNION ALL SELECT 'wal bytes', wal_bytes::bigint FROM pg_stat_wal
            UNION ALL SELECT 'wal records', wal_records FROM pg_stat_wal
            UNION ALL SELECT 'wal full pages', wal_fpi FROM pg_stat_wal
            UNION ALL SELECT 'wal ' || context || ' writes', writes FROM pg_stat_io WHERE object = 'wal'
                AND backend_type = 'client backend'
            UNION ALL SELECT 'wal ' || context || ' fsyncs', fsyncs FROM pg_stat_io WHERE object = 'wal'
                AND backend_type = 'client backend'
            UNION ALL SELECT relname || ' rows in', n_tup_ins FROM pg_stat_user_tables
            UNION ALL SELECT relname || ' rows changed', n_tup_upd + n_tup_del FROM pg_stat_user_tables
            UNION ALL SELECT relname || ' scanned whole', seq_scan FROM pg_stat_user_tables
            UNION ALL SELECT relname || ' rows read by that', seq_tup_read FROM pg_stat_user_tables
            UNION ALL SELECT indexrelname || ' searches', idx_scan FROM pg_stat_user_indexes
            UNION ALL SELECT indexrelname || ' entries read', idx_tup_read FROM pg_stat_user_indexes
            """;

    private final BenchDatabase database;
    private final Tally waits = new Tally();
    private final Tally statements = new Tally();
    private final Thread sampler = new Thread(this::sample, "waits");
    private final Map<String, Long> before = new LinkedHashMap<>();
    private volatile boolean done;
    private int samples;
    private long startedAt;
    private double seconds;

    Waits(BenchDatabase database) {
        this.database = database;
    }

    void start() throws SQLException {
        before.putAll(counters());
        startedAt = System.nanoTime();
        sampler.start();
    }

    void stop() throws InterruptedException {
        done = true;
        seconds = (System.nanoTime() - startedAt) / 1e9;
        sampler.join();
    }

    void print(PrintStream out) throws InterruptedException, SQLException {
        out.println("-- what backends did, on average how many at a time");
        waits.print(out, samples, 12);
        out.println("-- in which statement");
        statements.print(out, samples, 16);
        out.println("-- counters, per second");
        TimeUnit.MILLISECONDS.sleep(1_200); // the counters lag by up to a second
        counters().forEach((name, value) -> {
            long grown = value - before.getOrDefault(name, 0L);
            if (grown != 0) {
                out.printf("%14.0f  %s%n", grown / seconds, name);
            }
        });
    }

    private void sample() {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            while (!done) {
                samples++;
                try (ResultSet rows = statement.executeQuery(ACTIVITY)) {
                    while (rows.next()) {
                        waits.add(rows.getString(1), 1);
                        statements.add(rows.getString(2), 1);
                    }
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (SQLException | InterruptedException e) {
            System.err.println("bench: the database's activity could not be sampled: " + e.getMessage());
        }
    }

    private Map<String, Long> counters() throws SQLException {
        Map<String, Long> counters = new LinkedHashMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COUNTERS)) {
            while (rows.next()) {
                counters.put(rows.getString(1), rows.getLong(2));
            }
        }
        return counters;
    }
}
