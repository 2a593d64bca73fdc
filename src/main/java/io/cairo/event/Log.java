package io.cairo.event;

import io.cairo.base.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The event table, read as a log. A reader stays below the oldest transaction that still runs, so an event that is
 * committed late is never skipped: nothing can appear any more where the reader has been.
 */
@ApplicationScoped
public class Log {
    /** The first transaction that may still write; every event of an earlier one is visible to this very statement. */
    static final String HORIZON = "SELECT shift + pg_snapshot_xmin(pg_current_snapshot())::text::bigint FROM log_clock";

    private static final String END =
            "SELECT shift + pg_snapshot_xmax(pg_current_snapshot())::text::bigint FROM log_clock";

    /** Of payload that {@link #after} reads at a time, or one event more. */
    public static final int MOST_BYTES = 8 * 1024 * 1024;

    private static final int FETCH = 500;

    @Inject
    Database database;

    /** The transaction number below which the log is complete. */
    public long horizon() {
        return database.first(HORIZON, row -> row.getLong(1)).orElseThrow();
    }

    /** A transaction number above those of all transactions that have begun. */
    public long end() {
        return database.first(END, row -> row.getLong(1)).orElseThrow();
    }

    /**
     * The events of a namespace that follow a position, in the log's order, as far as the log is complete.
     *
     * @param limit the most events; fewer come if they are large, see {@link #MOST_BYTES}
     */
    public List<Logged> after(int namespace, Position position, int limit) {
        return database.inTransaction(connection -> after(connection, namespace, position, limit));
    }

    /** The event of a position; empty if it is another namespace's, or gone. */
    public Optional<Logged> at(int namespace, Position position) {
        return database.first(
                "SELECT tx, ord, received_at, type, name, message_id, subject, payload FROM event"
                        + " WHERE namespace_id = ? AND tx = ? AND ord = ? AND received_at = ?",
                Log::event,
                namespace,
                position.tx(),
                position.ord(),
                position.receivedAt().atOffset(ZoneOffset.UTC));
    }

    private static List<Logged> after(Connection connection, int namespace, Position position, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT tx, ord, received_at, type, name, message_id, subject, payload
                FROM event
                WHERE namespace_id = ? AND (tx, ord) > (?, ?) AND tx < (%s)
                  AND received_at > ?::timestamptz - interval '1 day'
                ORDER BY tx, ord LIMIT ?""".formatted(HORIZON))) {
            statement.setFetchSize(FETCH);
            statement.setInt(1, namespace);
            statement.setLong(2, position.tx());
            statement.setInt(3, position.ord());
            statement.setObject(4, position.receivedAt().atOffset(ZoneOffset.UTC));
            statement.setInt(5, limit);
            return bounded(statement);
        }
    }

    /** The events of a statement's rows, until they are 8 MB. */
    static List<Logged> bounded(PreparedStatement statement) throws SQLException {
        List<Logged> events = new ArrayList<>();
        long bytes = 0;
        try (ResultSet rows = statement.executeQuery()) {
            while (bytes < MOST_BYTES && rows.next()) {
                Logged event = event(rows);
                bytes += event.payload().length;
                events.add(event);
            }
        }
        return events;
    }

    /** One event from a row that begins with the columns of {@link #after}. */
    public static Logged event(ResultSet row) throws SQLException {
        return new Logged(
                new Position(row.getLong(1), row.getInt(2), row.getTimestamp(3).toInstant()),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getBytes(8));
    }
}
