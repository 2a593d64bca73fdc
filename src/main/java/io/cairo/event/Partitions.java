package io.cairo.event;

import io.cairo.base.Database;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Keeps the log's partitions: this week's and the two after it exist before they are needed, and those whose every event is
 * older than the retention are dropped whole. All nodes run it; a lock lets one at a time.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class Partitions {
    private static final Logger LOG = System.getLogger(Partitions.class.getName());
    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.BASIC_ISO_DATE;
    private static final String PREFIX = "event_";
    private static final long LOCK = 0x6361_6972_6f02L;
    private static final int AHEAD = 2;

    private static final String WEEKS = """
            SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
            WHERE inhparent = 'event'::regclass ORDER BY 1""";

    @Inject
    Database database;

    @Inject
    Retention retention;

    @Inject
    Clock clock;

    @PostConstruct
    void begin() {
        database.inTransaction(connection -> {
            keep(connection);
            return keepPositionsGrowing(connection);
        });
    }

    @Schedule(hour = "*", minute = "7", persistent = false)
    void hourly() {
        database.inTransaction(this::keep);
    }

    /** Answers how many partitions there were. */
    private int keep(Connection connection) throws SQLException {
        Database.query(connection, "SELECT pg_advisory_xact_lock(?)", row -> "", LOCK);
        LocalDate thisWeek = Weeks.of(clock.instant());
        List<LocalDate> there = weeks(connection);
        for (int ahead = -1; ahead <= AHEAD; ahead++) {
            if (!there.contains(thisWeek.plusWeeks(ahead))) {
                create(connection, thisWeek.plusWeeks(ahead));
            }
        }
        LocalDate oldest = Weeks.of(clock.instant().minus(retention.events()));
        for (LocalDate week : there) {
            if (week.isBefore(oldest)) {
                drop(connection, week);
            }
        }
        return there.size();
    }

    /** The weeks that there are partitions of, the newest first. */
    static List<LocalDate> weeks(Database database) {
        return database.query(WEEKS + " DESC", Partitions::week);
    }

    private static List<LocalDate> weeks(Connection connection) throws SQLException {
        return Database.query(connection, WEEKS, Partitions::week);
    }

    private static LocalDate week(ResultSet row) throws SQLException {
        return LocalDate.parse(row.getString(1).substring(PREFIX.length()), SUFFIX);
    }

    private static void create(Connection connection, LocalDate week) throws SQLException {
        String table = PREFIX + SUFFIX.format(week);
        execute(
                connection,
                "CREATE TABLE %s PARTITION OF event FOR VALUES FROM ('%s 00:00Z') TO ('%s 00:00Z')"
                        .formatted(table, week, week.plusWeeks(1)));
        execute(connection, "CREATE UNIQUE INDEX %1$s_message ON %1$s (namespace_id, message_id)".formatted(table));
    }

    private static void drop(Connection connection, LocalDate week) throws SQLException {
        execute(connection, "SET LOCAL lock_timeout = '2s'");
        execute(connection, "DROP TABLE " + PREFIX + SUFFIX.format(week));
        LOG.log(Level.INFO, "The events of the week of {0} are past their retention and gone", week);
    }

    /**
     * A database restored from a dump numbers its transactions from the bottom again, below the stored events and the
     * cursors that have read them; then the shift lifts new positions above the old ones.
     */
    private static int keepPositionsGrowing(Connection connection) throws SQLException {
        return Database.update(connection, """
                UPDATE log_clock SET shift = newest.tx + 1000 - pg_current_xact_id()::text::bigint
                FROM (SELECT max(last.tx) AS tx FROM namespace
                      CROSS JOIN LATERAL (SELECT tx FROM event WHERE namespace_id = namespace.id
                                          ORDER BY tx DESC, ord DESC LIMIT 1) last) newest
                WHERE newest.tx > shift + pg_current_xact_id()::text::bigint""");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
