package io.cairo.base;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells the failures of a database apart by their SQLSTATE.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error codes</a>
 */
public final class SqlFailure {
    private static final String UNIQUE_VIOLATION = "23505";

    private SqlFailure() {}

    /** Whether the same work may succeed later: no connection, server stopping, out of space, deadlock. */
    public static boolean mayPass(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException) {
                return true;
            }
            if (cause instanceof SQLException sql && passing(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a row with the same key is there already. */
    public static boolean isDuplicate(SQLException failure) {
        return UNIQUE_VIOLATION.equals(failure.getSQLState());
    }

    /** The failure as callers may hear it. */
    public static RuntimeException problem(SQLException failure) {
        if (mayPass(failure)) {
            return Problem.later(
                    Problem.Code.UNAVAILABLE,
                    "The database cannot be reached; nothing was stored, send the same request again",
                    Duration.ofSeconds(1));
        }
        return new IllegalStateException(failure);
    }

    private static boolean passing(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57")
                        || state.startsWith("58")
                        || state.startsWith("40")
                        || state.equals("55P03"));
    }
}
