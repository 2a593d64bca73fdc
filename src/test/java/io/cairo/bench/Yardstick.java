package io.cairo.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What a part is a share of. It is measured in turn with the part's own rounds: the same machine may be half as fast a few
 * minutes later, and a share must not tell of that.
 */
interface Yardstick extends AutoCloseable {
    /** Works for that long, and tells how much it did in a second; nothing where nothing is compared. */
    OptionalDouble perSecond(Duration duration) throws IOException, SQLException, InterruptedException;

    @Override
    void close() throws IOException, SQLException;

    /** Makes one ready. */
    @FunctionalInterface
    interface Source {
        Yardstick open() throws IOException, SQLException;
    }

    /** For a part that is not compared. */
    static Yardstick none() {
        return new Yardstick() {
            @Override
            public OptionalDouble perSecond(Duration duration) {
                return OptionalDouble.empty();
            }

            @Override
            public void close() {
                // nothing was opened
            }
        };
    }

    /** What the database takes at best. */
    static Yardstick copy(CopyStreams streams) {
        return new Yardstick() {
            @Override
            public OptionalDouble perSecond(Duration duration) throws SQLException, InterruptedException {
                return OptionalDouble.of(streams.run(duration));
            }

            @Override
            public void close() throws SQLException {
                streams.close();
            }
        };
    }

    /** Requests of another kind. */
    static Yardstick load(Load load) {
        return new Yardstick() {
            @Override
            public OptionalDouble perSecond(Duration duration) throws IOException {
                return OptionalDouble.of(load.run(duration).perSecond());
            }

            @Override
            public void close() throws IOException {
                load.close();
            }
        };
    }
}
