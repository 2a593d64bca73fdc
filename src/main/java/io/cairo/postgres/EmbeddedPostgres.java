package io.cairo.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL inside the development server, for when no other is named. Its program comes from a library beside the
 * server and is never in the WAR; its data are kept under the server's own folder and survive a restart.
 */
final class EmbeddedPostgres {
    private static final Logger LOG = System.getLogger(EmbeddedPostgres.class.getName());

    private static @Nullable EmbeddedPostgres running;

    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;

    @SuppressWarnings("UnusedVariable") // held as long as this process lives
    private final FileLock lock;

    private EmbeddedPostgres(io.zonky.test.db.postgres.embedded.EmbeddedPostgres server, FileLock lock) {
        this.server = server;
        this.lock = lock;
    }

    /**
     * The JDBC URL of the embedded server, which is started by the first call.
     *
     * @throws IllegalStateException with a sentence for the operator: no program at hand, or another Cairo uses the data
     */
    static synchronized String url() {
        if (running == null) {
            running = start(folder());
        }
        return running.server.getJdbcUrl("postgres", "postgres");
    }

    private static Path folder() {
        String outputFolder = System.getProperty("server.output.dir", ".");
        return Optional.ofNullable(System.getenv("CAIRO_DATA"))
                .map(Path::of)
                .orElse(Path.of(outputFolder, "data"))
                .toAbsolutePath();
    }

    private static EmbeddedPostgres start(Path folder) {
        try {
            Files.createDirectories(folder);
            FileLock lock = lock(folder);
            Path data = folder.resolve("postgres");
            endOrphan(data);
            EmbeddedPostgres started = new EmbeddedPostgres(launch(data), lock);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> letEnd(data), "embedded-postgres-stop"));
            return started;
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "No database: set POSTGRES_URL to postgres://user:password@host:5432/database", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL did not start in " + folder, e);
        }
    }

    private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres launch(Path data) throws IOException {
        var server = io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setServerConfig("max_connections", "60")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("max_wal_size", "2GB")
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
        LOG.log(Level.INFO, "Embedded PostgreSQL on port {0}, data in {1}", Integer.toString(server.getPort()), data);
        return server;
    }

    private static FileLock lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("cairo.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            LOG.log(Level.DEBUG, "this process already holds {0}", folder);
        }
        channel.close();
        throw new IllegalStateException("Another Cairo is using the data in " + folder
                + ": stop it, or give this one its own with CAIRO_DATA, or a database with POSTGRES_URL");
    }

    /** A Cairo that was killed leaves its PostgreSQL behind; nobody else can own it, since we hold the lock. */
    private static void endOrphan(Path data) throws IOException {
        Optional<ProcessHandle> orphan = processOf(data);
        if (orphan.isEmpty()) {
            return;
        }
        LOG.log(Level.INFO, "Stopping the PostgreSQL that a killed Cairo left behind");
        orphan.get().destroy();
        try {
            orphan.get().onExit().get(20, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            orphan.get().destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Asks it to stop once its last client is gone, which is what a SIGTERM means to PostgreSQL: the server around us is
     * stopping at the same time and still has connections.
     */
    private static void letEnd(Path data) {
        try {
            processOf(data).ifPresent(ProcessHandle::destroy);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the embedded PostgreSQL was not told to stop: {0}", e.getMessage());
        }
    }

    private static Optional<ProcessHandle> processOf(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        return lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                        .filter(process -> process.info()
                                .command()
                                .map(command -> command.contains("postgres"))
                                .orElse(false));
    }
}
