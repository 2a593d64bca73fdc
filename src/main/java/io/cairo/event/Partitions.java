package io.cairo.event;

import io.cairo.base.Database;
import io.cairo.base.PartitionSpan;
import io.cairo.base.PartitionedTable;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

/** Keeps the log's partitions, one a week, from the start on. All nodes run it. */
@Singleton
@Startup
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class Partitions {
    /** A message id is stored once; the index is the partition's own, since the log is partitioned by another column. */
    static final PartitionedTable EVENT =
            new PartitionedTable("event", PartitionSpan.WEEK, 2, "(namespace_id, message_id)", "", 0x6361_6972_6f01L);

    @Inject
    Database database;

    @Inject
    Retention retention;

    @Inject
    Clock clock;

    @PostConstruct
    void begin() {
        hourly();
        database.inTransaction(Partitions::keepPositionsGrowing);
    }

    @Schedule(hour = "*", minute = "7", persistent = false)
    void hourly() {
        EVENT.keep(database, clock.instant(), retention.events());
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
}
