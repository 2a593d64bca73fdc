package io.cairo.event;

import io.cairo.base.Database;

/** The log without a container. */
public final class Logs {
    private Logs() {}

    public static Log over(Database database) {
        Log log = new Log();
        log.database = database;
        return log;
    }

    /** What reads parts of it. */
    public static Excerpts excerpts(Database database) {
        Excerpts excerpts = new Excerpts();
        excerpts.database = database;
        return excerpts;
    }
}
