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
 * @param turn a number that nothing else in this database locks
 */
public record PartitionedTable(String name, PartitionSpan span, int ahead, String unique, long turn) {
    private static final Logger LOG = System.getLogger(PartitionedTable.class.getName());
    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.BASIC_ISO_DATE;
    private static final long KEEPING = 0x6361_6972_6f04L;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);
    private static final String SPANS = """
            SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
            WHERE inhparent = ?::text::regclass ORDER BY 1 DESC""";

    /**
     * Makes the partitions that are needed soon and drops those that are not needed any more, one node at a time.
     *
     * @param kept how long rows are kept at least
     * @return how many partitions there were
     */
    public int keep(Connection connection, Instant now, Duration kept) throws SQLException {
        lock(connection, KEEPING);
        List<LocalDate> there = spans(connection);
        LocalDate current = span.of(now);
        for (int i = -1; i <= ahead; i++) {
            LocalDate first = span.later(current, i);
            if (!there.contains(first)) {
                create(connection, first);
            }
        }
        LocalDate oldest = span.of(now.minus(kept));
        for (LocalDate first : there) {
            if (first.isBefore(oldest)) {
                drop(connection, first);
            }
        }
        return there.size();
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

    private void create(Connection connection, LocalDate first) throws SQLException {
        String partition = partition(first);
        execute(
                connection,
                "CREATE TABLE %s PARTITION OF %s FOR VALUES FROM ('%s 00:00Z') TO ('%s 00:00Z')"
                        .formatted(partition, name, first, span.later(first, 1)));
        execute(connection, "CREATE UNIQUE INDEX %1$s_message ON %1$s %2$s".formatted(partition, unique));
    }

    private void drop(Connection connection, LocalDate first) throws SQLException {
        execute(connection, "SET LOCAL lock_timeout = '2s'");
        execute(connection, "DROP TABLE " + partition(first));
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
