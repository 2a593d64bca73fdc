package io.cairo.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often an event was tried at a destination, as far as it is known. A try whose node died before it was written down
 * counts for none; what a replay has sent never counts.
 *
 * @param attempts null if that is not known
 * @param firstTriedAt null if that is not known, as of what came at the first try or was brought back from the dead letters
 * @param deliveredAt null if it is not delivered, or came at the first try
 * @param lastError what the last try in vain came to; null if there was none
 */
public record Tries(
        @Nullable Integer attempts,
        @Nullable Instant firstTriedAt,
        @Nullable Instant deliveredAt,
        @Nullable String lastError) {
    /** For so long it is known of what needed more than one try. */
    public static final Duration KEPT = Duration.ofDays(30);

    /** Of so many events of a destination, the newest. */
    public static final int MOST = 20_000;

    public static final Tries UNKNOWN = new Tries(null, null, null, null);

    /** Of what came at once. */
    public static final Tries ONE = new Tries(1, null, null, null);

    /** From the four columns that begin there. */
    static Tries of(ResultSet row, int column) throws SQLException {
        return new Tries(
                row.getObject(column, Integer.class),
                Ledger.nullableInstant(row, column + 1),
                Ledger.nullableInstant(row, column + 2),
                error(row.getString(column + 3)));
    }

    private static @Nullable String error(@Nullable String text) {
        return text == null ? null : Traces.shown(text);
    }
}
