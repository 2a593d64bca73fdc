package io.cairo.bench;

import java.io.IOException;
import java.sql.SQLException;

/** What is there while parts are measured: the database, the server, and who watches them. */
record Stage(Options options, BenchDatabase database, CairoServer server, Cores cores, Watch watch) {

    /** What is measured in a round. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, SQLException, InterruptedException;
    }

    /** Does the work, under the eyes of the profiler if one is wanted. */
    <T> T watched(Work<T> work) throws IOException, SQLException, InterruptedException {
        if (!options.profile()) {
            return work.run();
        }
        watch.start();
        try {
            return work.run();
        } finally {
            watch.stop();
        }
    }
}
