package io.cairo.identity;

import io.cairo.base.CopyStream;
import io.cairo.base.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code identifier} of one namespace, on a connection of the caller's. */
record Identifiers(Connection connection, int namespace) {
    private static final String COLUMNS =
            "SELECT key, person_id, origin_id, first_seen, linked_key, linked_at, linked_cause FROM identifier";

    private static final String CHANGE = """
            UPDATE identifier
            SET person_id = w.person, origin_id = w.origin, first_seen = w.seen,
                linked_key = CASE WHEN w.linked THEN linked_key END,
                linked_at = CASE WHEN w.linked THEN linked_at END,
                linked_cause = CASE WHEN w.linked THEN linked_cause END
            FROM unnest(?::text[], ?::uuid[], ?::uuid[], ?::timestamptz[], ?::boolean[])
              AS w(key, person, origin, seen, linked)
            WHERE identifier.namespace_id = ? AND identifier.key = w.key""";

    private static final String COPY = """
            COPY identifier (namespace_id, key, person_id, first_seen, linked_key, linked_at, linked_cause)
            FROM STDIN (FORMAT binary)""";

    private static final int COPIED = 7;

    /** Those of these keys that are stored. */
    List<Place> find(Collection<String> keys) throws SQLException {
        return Database.query(
                connection,
                COLUMNS + " WHERE namespace_id = ? AND key = ANY (?::text[])",
                Identifiers::place,
                namespace,
                texts(keys));
    }

    /**
     * All of these persons, so that nobody else changes them until the transaction ends. What was added while this waited is
     * not among them.
     */
    List<Place> lock(Collection<UUID> persons) throws SQLException {
        return Database.query(
                connection,
                COLUMNS + " WHERE namespace_id = ? AND person_id = ANY (?::uuid[]) ORDER BY key FOR UPDATE",
                Identifiers::place,
                namespace,
                persons.toArray(UUID[]::new));
    }

    /** All of these persons, locked, with what was added while this waited. */
    List<Place> lockWhole(Collection<UUID> persons) throws SQLException {
        List<Place> before = lock(persons);
        List<Place> now = lock(persons);
        while (!now.equals(before)) {
            before = now;
            now = lock(persons);
        }
        return now;
    }

    /**
     * Adds these, in the order of the keys, so that two groups with keys in common wait for each other and never both.
     *
     * @throws SQLException a unique violation if another transaction has just stored one of them
     */
    void insert(Collection<Place> fresh) throws SQLException {
        if (fresh.isEmpty()) {
            return;
        }
        CopyStream rows = new CopyStream();
        for (Place place : inOrder(fresh)) {
            rows.row(COPIED)
                    .int4(namespace)
                    .text(place.key())
                    .uuid(place.person())
                    .time(place.firstSeen());
            write(rows, place.key(), place.carried());
        }
        rows.send(connection, COPY);
    }

    private static void write(CopyStream rows, String key, @Nullable Link carried) {
        rows.text(carried == null ? null : carried.opposite(key))
                .time(carried == null ? null : carried.at())
                .text(carried == null ? null : carried.cause());
    }

    /** Changes these; of the link that one of them carries, only whether it still does. */
    void change(Collection<Place> changed) throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        List<Place> inOrder = inOrder(changed);
        Database.update(
                connection,
                CHANGE,
                texts(inOrder.stream().map(Place::key).toList()),
                inOrder.stream().map(Place::person).toArray(UUID[]::new),
                inOrder.stream().map(Place::origin).toArray(UUID[]::new),
                seen(inOrder),
                inOrder.stream().map(place -> place.carried() != null).toArray(Boolean[]::new),
                namespace);
    }

    /** Those of these persons that have an identifier. */
    Set<UUID> inUse(Collection<UUID> persons) throws SQLException {
        return Set.copyOf(Database.query(
                connection,
                "SELECT DISTINCT person_id FROM identifier WHERE namespace_id = ? AND person_id = ANY (?::uuid[])",
                row -> row.getObject(1, UUID.class),
                namespace,
                persons.toArray(UUID[]::new)));
    }

    private static List<Place> inOrder(Collection<Place> places) {
        return places.stream().sorted(Comparator.comparing(Place::key)).toList();
    }

    static String[] texts(Collection<String> keys) {
        return keys.toArray(String[]::new);
    }

    private static @Nullable String[] seen(List<Place> places) {
        @Nullable String[] times = new String[places.size()];
        for (int i = 0; i < times.length; i++) {
            Instant seen = places.get(i).firstSeen();
            times[i] = seen == null ? null : seen.toString();
        }
        return times;
    }

    private static Place place(ResultSet row) throws SQLException {
        OffsetDateTime seen = row.getObject(4, OffsetDateTime.class);
        String key = row.getString(1);
        return new Place(
                key,
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                seen == null ? null : seen.toInstant(),
                carried(key, row));
    }

    private static @Nullable Link carried(String key, ResultSet row) throws SQLException {
        String linked = row.getString(5);
        return linked == null
                ? null
                : Link.of(key, linked, row.getObject(6, OffsetDateTime.class).toInstant(), false, row.getString(7));
    }
}
