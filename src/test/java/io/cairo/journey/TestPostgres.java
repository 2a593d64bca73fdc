package io.cairo.journey;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL that a test owns, durable as in production, and can kill and start again on the same port and data. */
final class TestPostgres implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path data = Path.of(System.getProperty("cairo.work", "target/journeys"))
            .toAbsolutePath()
            .resolve("postgres-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
    private final int port = CairoServer.freePort();
    private EmbeddedPostgres server = launch();

    /** A new, empty database. */
    TestDatabase database() {
        String name = "journey" + COUNT.incrementAndGet();
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return new TestDatabase(port, name);
    }

    /** Kills every process of the cluster at once; the postmaster alone would leave backends that go on committing. */
    void kill9() {
        ProcessHandle postmaster = postmaster();
        freeze(postmaster);
        List<ProcessHandle> backends = postmaster.descendants().toList();
        backends.forEach(ProcessHandle::destroyForcibly);
        postmaster.destroyForcibly();
        postmaster.onExit().join();
        backends.forEach(backend -> backend.onExit().join());
    }

    /** Starts it again; returns when it takes connections. */
    void restart() {
        close();
        server = launch();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessHandle postmaster() {
        try {
            String pid =
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
            return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps it from starting new processes while the others are being listed. */
    private static void freeze(ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw Pause.interrupted(e);
        }
    }

    /** The library's own defaults trade durability for speed (no fsync, asynchronous commit); a crash test must not. */
    private EmbeddedPostgres launch() {
        try {
            return EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "200")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start in " + data, e);
        }
    }
}
