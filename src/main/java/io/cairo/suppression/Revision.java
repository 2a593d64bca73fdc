package io.cairo.suppression;

import io.cairo.base.Database;
import java.sql.Connection;
import java.sql.SQLException;

/** How often what the gate goes by has changed. */
final class Revision {
    static final String TOPIC = "suppression";

    private Revision() {}

    /** Counts a change in the caller's transaction; others that change something wait until it ends. */
    static long next(Connection connection) throws SQLException {
        return Database.query(connection, """
                        INSERT INTO revision (topic, number) VALUES (?, 1)
                        ON CONFLICT (topic) DO UPDATE SET number = revision.number + 1 RETURNING number""", row -> row.getLong(1), TOPIC).get(0);
    }
}
