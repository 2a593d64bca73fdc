package io.cairo.base;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A table that is partitioned by {@code received_at}: partitions exist before they are needed, and those of which everything is
 * past its retention are dropped whole. Uniqueness is within a partition, so while one turns into the next, writers who need
 * it take turns.
 *
 * @param name of the table; its partitions are called so, with their first day behind it
 * @param ahead how many partitions there are before they are needed
 * @param unique what is unique in a partition, as PostgreSQL's CREATE INDEX says it
 * @param settings of a partition: CREATE TABLE's WITH, or nothing
 * @param turn a number that nothing else in this database locks
 */
public record PartitionedTable(String name, PartitionSpan span, int ahead, String unique, String settings, long turn) {
    private static final Logger LOG = System.getLogger(PartitionedTable.class.getName());
    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.BASIC_ISO_DATE;
    private static final long KEEPING = 0x6361_6972_6f04L;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);
    private static final String SPANS = """
            SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
            WHERE inhparent = ?::text::regclass ORDER BY 1 DESC""";

    /**
     * Makes the partitions that are needed soon and drops those that are not needed any more, one node at a time. What somebody
     * reads for long is dropped another time.
     *
     * @param kept how long rows are kept at least
     */
    public void keep(Database database, Instant now, Duration kept) {
        List<LocalDate> there = database.inTransaction(connection -> complete(connection, now));
        dropBefore(database, span.of(now.minus(kept)), there);
    }

    /** Writers wait behind who waits for a reader, so after the first reader it gives up. */
    private void dropBefore(Database database, LocalDate oldest, List<LocalDate> there) {
        try {
            for (LocalDate first : there) {
                if (first.isBefore(oldest)) {
                    drop(database, first);
                }
            }
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "What {0} had before {1} stays for now: {2}", name, oldest, e.getMessage());
        }
    }

    /** Answers which there were. */
    private List<LocalDate> complete(Connection connection, Instant now) throws SQLException {
        lock(connection, KEEPING);
        List<LocalDate> there = spans(connection);
        LocalDate current = span.of(now);
        for (int i = -1; i <= ahead; i++) {
            LocalDate first = span.later(current, i);
            if (!there.contains(first)) {
                create(connection, first);
            }
        }
        return there;
    }

    /** The first days of the partitions, the newest first. */
    public List<LocalDate> spans(Connection connection) throws SQLException {
        return Database.query(connection, SPANS, this::first, name);
    }

    /** Whether a row that arrives now may have another in the next or the last partition. */
    public boolean turnsNear(Instant now) {
        return span.turnsNear(now, CLOCKS_DIFFER);
    }

    /** Until the caller's transaction ends, no other is past this. */
    public void takeTurns(Connection connection) throws SQLException {
        lock(connection, turn);
    }

    private static void lock(Connection connection, long number) throws SQLException {
        Database.query(connection, "SELECT pg_advisory_xact_lock(?)", row -> "", number);
    }

    private LocalDate first(ResultSet row) throws SQLException {
        return LocalDate.parse(row.getString(1).substring(name.length() + 1), SUFFIX);
    }

    /** Attached when it is complete, which unlike PARTITION OF waits for no reader, and so has no writer wait. */
    private void create(Connection connection, LocalDate first) throws SQLException {
        String partition = partition(first);
        execute(connection, "CREATE TABLE %s (LIKE %s) %s".formatted(partition, name, settings));
        execute(connection, "CREATE UNIQUE INDEX %1$s_message ON %1$s %2$s".formatted(partition, unique));
        execute(
                connection,
                "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM ('%s 00:00Z') TO ('%s 00:00Z')"
                        .formatted(name, partition, first, span.later(first, 1)));
    }

    private void drop(Database database, LocalDate first) throws SQLException {
        database.transaction(connection -> {
            lock(connection, KEEPING);
            execute(connection, "SET LOCAL lock_timeout = '2s'");
            execute(connection, "DROP TABLE IF EXISTS " + partition(first));
            return first;
        });
        LOG.log(Level.INFO, "What {0} had from {1} on is past its retention and gone", name, first);
    }

    private String partition(LocalDate first) {
        return name + "_" + SUFFIX.format(first);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
