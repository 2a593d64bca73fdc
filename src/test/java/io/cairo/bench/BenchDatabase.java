package io.cairo.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL of its own with nothing in it, set up as for production: what is committed is on disk. (The embedded
 * server's own defaults are for tests: they do not wait for the disk.)
 */
final class BenchDatabase implements AutoCloseable {
    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "shared_buffers", "256MB",
            "max_wal_size", "4GB",
            "max_connections", "100");

    private final EmbeddedPostgres server;
    private final Connection connection;

    private BenchDatabase(EmbeddedPostgres server, Connection connection) {
        this.server = server;
        this.connection = connection;
    }

    static BenchDatabase start(Path folder) throws IOException, SQLException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(true)
                .setPGStartupWait(Duration.ofSeconds(60));
        SETTINGS.forEach(builder::setServerConfig);
        EmbeddedPostgres server = builder.start();
        return new BenchDatabase(server, connect(server));
    }

    /** As the server under test wants it. */
    String url() {
        return "postgres://postgres@127.0.0.1:" + server.getPort() + "/postgres";
    }

    /** A new connection for the caller to close. */
    Connection connect() throws SQLException {
        return connect(server);
    }

    /** The log is empty after this, and the next checkpoint far away: every part starts alike. */
    void emptyLog() throws SQLException {
        execute("TRUNCATE event, set_aside, identifier, identity_link, identity_change");
        execute("CHECKPOINT");
    }

    long storedRows() throws SQLException {
        return Long.parseLong(text("SELECT count(*) FROM event"));
    }

    /** The first column of the first row. */
    String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    /** The version, and what decides how safe and how fast a commit is. */
    Map<String, Object> description() throws SQLException {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("version", text("SHOW server_version"));
        for (String name : List.of(
                "fsync",
                "synchronous_commit",
                "full_page_writes",
                "wal_sync_method",
                "shared_buffers",
                "max_wal_size",
                "checkpoint_timeout",
                "commit_delay")) {
            settings.put(name, text("SHOW " + name));
        }
        return settings;
    }

    /** The first column of all rows. */
    List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    /** The process whose children do the work. */
    ProcessHandle process() throws SQLException {
        long backend = Long.parseLong(text("SELECT pg_backend_pid()"));
        return ProcessHandle.of(backend).flatMap(ProcessHandle::parent).orElseThrow();
    }

    @Override
    public void close() throws IOException, SQLException {
        connection.close();
        server.close();
    }

    /** Runs one statement. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(EmbeddedPostgres server) throws SQLException {
        return DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"));
    }
}
