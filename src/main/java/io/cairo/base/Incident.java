package io.cairo.base;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;

/** A bug that a request ran into: its details go to the log, its id to the caller, who can name it. */
public final class Incident {
    private Incident() {}

    /** Logs the failure and answers the id to tell. */
    public static String log(Logger log, Throwable failure) {
        String id = UUID.randomUUID().toString();
        log.log(Level.ERROR, "Incident " + id, failure);
        return id;
    }
}
