package io.cairo.ingest;

import io.cairo.base.Database;
import io.cairo.event.EventId;
import io.cairo.event.Excerpt;
import io.cairo.event.Log;
import io.cairo.event.Logged;
import io.cairo.event.Position;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The originals that were set aside, read like a log, by time of arrival. They have no place in the log: their position is the
 * microsecond in which they arrived, and a hash of the message id for those that arrived together.
 */
@ApplicationScoped
public class OriginalLog {
    private static final String FROM = """
            FROM (SELECT a.*, (extract(epoch FROM received_at) * 1000000)::bigint AS tx, hashtext(message_id) AS ord
                  FROM set_aside a) AS original WHERE\s""";

    private static final String SELECT =
            "SELECT tx, ord, received_at, type, name, message_id, subject, payload, platform " + FROM;

    @Inject
    Database database;

    /** An original as it arrived. */
    public record Kept(Logged event, String platform) {}

    private record OfType(String type, long count) {}

    /**
     * Those that follow a position.
     *
     * @param by in the reason for which they were set aside; null for any
     * @param limit the most; more if several have the last one's position
     */
    public List<Kept> after(Excerpt excerpt, @Nullable String by, Position position, int limit) {
        Excerpt.Where where = where(excerpt, by);
        List<Object> parameters = new ArrayList<>(where.parameters());
        parameters.addAll(
                List.of(position.receivedAt().atOffset(ZoneOffset.UTC), position.tx(), position.ord(), limit));
        return database.query(
                SELECT + where.sql()
                        + " AND received_at >= ?::timestamptz - interval '1 millisecond' AND (tx, ord) > (?, ?)"
                        + " ORDER BY received_at, ord FETCH FIRST ? ROWS WITH TIES",
                OriginalLog::kept,
                parameters.toArray());
    }

    /** Those of these places that are still there. */
    public List<Kept> at(Excerpt excerpt, List<EventId> places) {
        Excerpt.Where where = where(excerpt, null);
        List<Object> parameters = new ArrayList<>(where.parameters());
        parameters.add(places.stream().mapToLong(EventId::tx).min().orElse(0));
        parameters.add(places.stream().mapToLong(EventId::tx).max().orElse(0));
        parameters.add(places.stream().map(EventId::tx).toArray(Long[]::new));
        parameters.add(places.stream().map(EventId::ord).toArray(Integer[]::new));
        return database.query(
                SELECT + where.sql()
                        + " AND received_at BETWEEN to_timestamp(? / 1e6) - interval '1 second'"
                        + " AND to_timestamp(? / 1e6) + interval '1 second'"
                        + " AND (tx, ord) IN (SELECT * FROM unnest(?::bigint[], ?::integer[])) ORDER BY received_at, ord",
                OriginalLog::kept,
                parameters.toArray());
    }

    /**
     * How many there are, by type.
     *
     * @param by as for {@link #after}
     * @param most after so many it stops counting
     */
    public Map<String, Long> count(Excerpt excerpt, @Nullable String by, int most) {
        Excerpt.Where where = where(excerpt, by);
        List<Object> parameters = new ArrayList<>(where.parameters());
        parameters.add(most);
        Map<String, Long> counts = new TreeMap<>();
        database.query(
                        "SELECT type, count(*) FROM (SELECT type %s LIMIT ?) AS wanted GROUP BY type"
                                .formatted(FROM + where.sql()),
                        row -> new OfType(row.getString(1), row.getLong(2)),
                        parameters.toArray())
                .forEach(each -> counts.put(each.type(), each.count()));
        return counts;
    }

    /** No transaction has a number like a microsecond's, so none is asked for. */
    private static Excerpt.Where where(Excerpt excerpt, @Nullable String by) {
        Excerpt.Where where = new Excerpt(
                        excerpt.namespace(),
                        excerpt.from(),
                        excerpt.to(),
                        Long.MAX_VALUE,
                        excerpt.name(),
                        excerpt.whose())
                .where();
        if (by == null) {
            return where;
        }
        List<Object> parameters = new ArrayList<>(where.parameters());
        parameters.add(by);
        return new Excerpt.Where(where.sql() + " AND strpos(reason, ?) > 0", parameters);
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(Log.event(row), row.getString(9));
    }
}
