package io.cairo.event;

import io.cairo.base.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what an {@link Excerpt} wants, in the log's order and as far as the log is complete. */
@ApplicationScoped
public class Excerpts {
    private static final String COLUMNS =
            "SELECT tx, ord, received_at, type, name, message_id, subject, payload FROM event WHERE ";

    private static final int FETCH = 500;

    @Inject
    Database database;

    private record OfType(String type, long count) {}

    /**
     * Those that follow a position.
     *
     * @param limit the most events; fewer come if they are large (8 MB at a time)
     */
    public List<Logged> after(Excerpt excerpt, Position position, int limit) {
        Excerpt.Where where = excerpt.where();
        List<Object> parameters = new ArrayList<>(where.parameters());
        parameters.addAll(List.of(position.tx(), position.ord(), limit));
        return events(
                COLUMNS
                        + where.sql()
                        + " AND (tx, ord) > (?, ?) AND tx < (%s) ORDER BY tx, ord LIMIT ?".formatted(Log.HORIZON),
                parameters);
    }

    /** Those of these places that are still there. */
    public List<Logged> at(Excerpt excerpt, List<EventId> places) {
        Excerpt.Where where = excerpt.where();
        List<Object> parameters = new ArrayList<>(where.parameters());
        parameters.add(places.stream().map(EventId::tx).toArray(Long[]::new));
        parameters.add(places.stream().map(EventId::ord).toArray(Integer[]::new));
        return events(
                COLUMNS + where.sql()
                        + " AND (tx, ord) IN (SELECT * FROM unnest(?::bigint[], ?::integer[])) ORDER BY tx, ord",
                parameters);
    }

    /**
     * How many there are, by type.
     *
     * @param most after so many it stops counting
     */
    public Map<String, Long> count(Excerpt excerpt, int most) {
        Excerpt.Where where = excerpt.where();
        List<Object> parameters = new ArrayList<>(where.parameters());
        parameters.add(most);
        Map<String, Long> counts = new LinkedHashMap<>();
        database.query(
                        "SELECT type, count(*) FROM (SELECT type FROM event WHERE %s LIMIT ?) AS wanted GROUP BY type ORDER BY type"
                                .formatted(where.sql()),
                        row -> new OfType(row.getString(1), row.getLong(2)),
                        parameters.toArray())
                .forEach(each -> counts.put(each.type(), each.count()));
        return counts;
    }

    private List<Logged> events(String sql, List<Object> parameters) {
        return database.inTransaction(connection -> events(connection, sql, parameters));
    }

    private static List<Logged> events(Connection connection, String sql, List<Object> parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH);
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            return Log.bounded(statement);
        }
    }
}
