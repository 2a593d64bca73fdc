package io.cairo.ingest;

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
import java.time.Clock;

/** Keeps the partitions of what is set aside, one a day, from the start on. All nodes run it. */
@Singleton
@Startup
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class AsidePartitions {
    /** What is only inserted is not gone through again and again: before its rows are old enough to matter it is dropped. */
    private static final String NOT_TIDIED = "WITH (autovacuum_vacuum_insert_threshold = -1)";

    /** What went on under its own id is stored once because its event is; what is gone has only this index. */
    static final PartitionedTable SET_ASIDE = new PartitionedTable(
            "set_aside", PartitionSpan.DAY, 7, "(namespace_id, message_id) WHERE gone", NOT_TIDIED, 0x6361_6972_6f03L);

    @Inject
    Database database;

    @Inject
    Originals originals;

    @Inject
    Clock clock;

    @PostConstruct
    void begin() {
        hourly();
    }

    @Schedule(hour = "*", minute = "8", persistent = false)
    void hourly() {
        SET_ASIDE.keep(database, clock.instant(), originals.kept());
    }
}
