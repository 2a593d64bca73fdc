package io.cairo.base;

import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets work be stopped from another thread: the statement that it waits for is cancelled, and so is each that it begins
 * afterwards. {@link Database} takes part; nothing else needs to know.
 */
public final class Cancellation {
    private static final ThreadLocal<@Nullable Cancellation> CURRENT = new ThreadLocal<>();

    private boolean cancelled;
    private @Nullable Statement running;

    /** Does the work on this thread so that {@link #cancel} reaches it. */
    public <T> T over(Supplier<T> work) {
        Cancellation before = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.get();
        } finally {
            CURRENT.set(before);
        }
    }

    /** Stops the work, now or when it next asks the database something. From any thread, any number of times. */
    public synchronized void cancel() {
        cancelled = true;
        if (running != null) {
            stop(running);
        }
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Says that this thread is about to run a statement. */
    static void beginning(Statement statement) throws SQLException {
        Cancellation current = CURRENT.get();
        if (current != null) {
            current.begin(statement);
        }
    }

    /** Says that the statement has ended. */
    static void ended() {
        Cancellation current = CURRENT.get();
        if (current != null) {
            current.end();
        }
    }

    private synchronized void begin(Statement statement) throws SQLException {
        if (cancelled) {
            throw new SQLException("The caller has gone", "57014");
        }
        running = statement;
    }

    private synchronized void end() {
        running = null;
    }

    private static void stop(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            System.getLogger(Cancellation.class.getName())
                    .log(Level.DEBUG, "a statement could not be cancelled: {0}", e.getMessage());
        }
    }
}
