package io.cairo.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/** What the database itself can take: two connections that do nothing but {@code COPY} rows into the log and commit. */
final class CopyStreams implements AutoCloseable {
    private static final int STREAMS = 2;
    private static final int ROWS = 1_000;

    private final List<Connection> connections = new ArrayList<>();
    private final ExecutorService streams = Executors.newFixedThreadPool(STREAMS);
    private final RowTemplates rows;
    private final Ids ids;
    private final AtomicInteger transactions = new AtomicInteger(1);

    CopyStreams(BenchDatabase database, RowTemplates rows, Ids ids) throws SQLException {
        this.rows = rows;
        this.ids = ids;
        for (int i = 0; i < STREAMS; i++) {
            connections.add(database.connect());
        }
    }

    /** Rows per second that were committed. */
    double run(Duration duration) throws InterruptedException, SQLException {
        try {
            long start = System.nanoTime();
            List<Future<Long>> done = new ArrayList<>();
            for (Connection connection : connections) {
                done.add(streams.submit(() -> stream(connection, start + duration.toNanos())));
            }
            long copied = 0;
            for (Future<Long> stream : done) {
                copied += stream.get();
            }
            return copied / ((System.nanoTime() - start) / 1e9);
        } catch (ExecutionException e) {
            throw new SQLException("the bare COPY failed", e);
        }
    }

    @Override
    public void close() throws SQLException {
        streams.shutdown();
        for (Connection connection : connections) {
            connection.close();
        }
    }

    private long stream(Connection connection, long end) throws SQLException {
        long copied = 0;
        byte[] buffer = new byte[ROWS * rows.longest() + RowTemplates.FRAME];
        CopyManager manager = connection.unwrap(PGConnection.class).getCopyAPI();
        while (System.nanoTime() < end) {
            int length = rows.write(ROWS, transactions.getAndIncrement(), ids, buffer);
            CopyIn copy = manager.copyIn("COPY event FROM STDIN (FORMAT binary)");
            copy.writeToCopy(buffer, 0, length);
            copied += copy.endCopy();
        }
        return copied;
    }
}
