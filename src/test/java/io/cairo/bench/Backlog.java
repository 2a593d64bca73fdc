package io.cairo.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Events in the log that wait to be delivered. */
record Backlog(int events) {
    /** Enough to warm up with. */
    private static final int FEW = 100_000;

    private static final int SLOWEST_RATE = 500;

    /** Fills an empty log. */
    static Backlog fill(Stage stage, Load batches, boolean counts) throws IOException, SQLException {
        int wanted = stage.options().backlog();
        stage.database().emptyLog();
        batches.send(Math.max(1, (counts ? wanted : Math.min(FEW, wanted)) / Supply.BATCH));
        return new Backlog((int) stage.database().storedRows());
    }

    /** Waits until all of it is there; fails if it does not come. */
    void await(Hook hook) throws IOException, InterruptedException {
        try {
            hook.await(events, Duration.ofSeconds(60 + events / SLOWEST_RATE));
        } catch (TimeoutException e) {
            throw new IOException(e);
        }
    }
}
