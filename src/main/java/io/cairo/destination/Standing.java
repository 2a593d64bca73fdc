package io.cairo.destination;

import io.cairo.base.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How delivery to a destination stands.
 *
 * @param state active, holding or paused
 * @param waiting events that wait for another try, or behind one that does
 * @param lagSeconds the age of the first event that the destination has not got; 0 if it has all
 */
record Standing(
        String state,
        @Nullable String lastError,
        long delivered,
        long filtered,
        long waiting,
        long dead,
        double lagSeconds) {
    /** Before the first reading. */
    static final Standing NEW = new Standing("active", null, 0, 0, 0, 0, 0);

    /** Reads how delivery stands. */
    @ApplicationScoped
    static class Standings {
        @Inject
        Database database;

        /** Of every destination of a namespace. */
        Map<UUID, Standing> of(int namespace) {
            Map<UUID, Standing> standings = new HashMap<>();
            database.query("""
                            SELECT d.destination_id, d.state, d.last_error, d.delivered, d.filtered,
                              (SELECT count(*) FROM delivery_retry r WHERE r.destination_id = d.destination_id), d.dead,
                              coalesce(extract(epoch FROM now() - least(
                                (SELECT e.received_at FROM event e
                                 WHERE e.namespace_id = d.namespace_id AND (e.tx, e.ord) > (d.tx, d.ord)
                                   AND e.received_at > d.received_at - interval '1 day' ORDER BY e.tx, e.ord LIMIT 1),
                                (SELECT min(r.received_at) FROM delivery_retry r
                                 WHERE r.destination_id = d.destination_id))), 0)
                            FROM delivery d WHERE d.namespace_id = ?""", row -> standings.put(row.getObject(1, UUID.class), read(row)), namespace);
            return standings;
        }

        private static Standing read(ResultSet row) throws SQLException {
            return new Standing(
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    Math.max(0, row.getDouble(8)));
        }
    }
}
