package io.cairo.ingest;

import io.cairo.base.Database;
import io.cairo.event.Writing;
import io.cairo.message.Stage;
import java.time.Clock;
import java.util.List;

/** What others need of ingest to send originals again, without a container. */
public final class Aside {
    private Aside() {}

    public static OriginalLog originals(Database database) {
        OriginalLog originals = new OriginalLog();
        originals.database = database;
        return originals;
    }

    /** What keeps originals, with the day's partitions in place. */
    static SetAside setAside(Database database, Clock clock) {
        days(database, clock);
        SetAside aside = new SetAside();
        aside.retention = Writing.retention();
        aside.clock = clock;
        return aside;
    }

    /** Makes the partitions of this day and those around it. */
    public static void days(Database database, Clock clock) {
        partitions(database, clock).begin();
    }

    /** Keeps the partitions, for seven days. */
    static AsidePartitions partitions(Database database, Clock clock) {
        AsidePartitions partitions = new AsidePartitions();
        partitions.database = database;
        partitions.originals = finding(database);
        partitions.clock = clock;
        return partitions;
    }

    /** What finds the original of one message. */
    static Originals finding(Database database) {
        Originals originals = new Originals();
        originals.database = database;
        originals.days = 7;
        return originals;
    }

    /** One that only rehearses. */
    public static Pipeline pipeline(List<Stage> stages) {
        Pipeline pipeline = new Pipeline();
        pipeline.use(stages);
        return pipeline;
    }
}
