package io.cairo.bench;

import java.io.IOException;
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
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** What the database itself can take: two connections that do nothing but {@code COPY} rows into the log and commit. */
final class CopyStreams {
    private static final int STREAMS = 2;
    private static final int ROWS = 1_000;

    private final BenchDatabase database;
    private final RowTemplates rows;
    private final Ids ids;
    private final AtomicInteger transactions = new AtomicInteger(1);

    CopyStreams(BenchDatabase database, RowTemplates rows, Ids ids) {
        this.database = database;
        this.rows = rows;
        this.ids = ids;
    }

    /** Rows per second that were committed. */
    double run(Duration duration) throws InterruptedException, SQLException {
        ExecutorService streams = Executors.newFixedThreadPool(STREAMS);
        try {
            long start = System.nanoTime();
            List<Future<Long>> done = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                done.add(streams.submit(() -> stream(start + duration.toNanos())));
            }
            long copied = 0;
            for (Future<Long> stream : done) {
                copied += stream.get();
            }
            return copied / ((System.nanoTime() - start) / 1e9);
        } catch (ExecutionException e) {
            throw new SQLException("the bare COPY failed", e);
        } finally {
            streams.shutdown();
        }
    }

    private long stream(long end) throws SQLException, IOException {
        long copied = 0;
        byte[] buffer = new byte[ROWS * rows.longest() + RowTemplates.FRAME];
        try (Connection connection = database.connect()) {
            CopyManager manager = new CopyManager(connection.unwrap(BaseConnection.class));
            while (System.nanoTime() < end) {
                int length = rows.write(ROWS, transactions.getAndIncrement(), ids, buffer);
                CopyIn copy = manager.copyIn("COPY event FROM STDIN (FORMAT binary)");
                copy.writeToCopy(buffer, 0, length);
                copied += copy.endCopy();
            }
        }
        return copied;
    }
}
