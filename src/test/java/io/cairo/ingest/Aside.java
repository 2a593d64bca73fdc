package io.cairo.ingest;

import io.cairo.base.Database;
import io.cairo.message.Stage;
import java.util.List;

/** What others need of ingest to send originals again, without a container. */
public final class Aside {
    private Aside() {}

    public static OriginalLog originals(Database database) {
        OriginalLog originals = new OriginalLog();
        originals.database = database;
        return originals;
    }

    /** One that only rehearses. */
    public static Pipeline pipeline(List<Stage> stages) {
        Pipeline pipeline = new Pipeline();
        pipeline.use(stages);
        return pipeline;
    }
}
