package io.cairo.profile;

import io.cairo.base.Database;
import io.cairo.profile.Told.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keeps a key from getting more traits than it may, since names that are made up anew for each event would never end. What is
 * known stays and may change; what is new finds room in the order of names. Two transactions that do not see each other may
 * together take a little more.
 */
final class Room {
    /** Traits of one key, those that were removed included. */
    static final int MOST = 300;

    private static final String COUNT = """
            SELECT namespace_id, key, (SELECT count(*) FROM trait t WHERE t.namespace_id = told.namespace_id AND t.key = told.key)
            FROM unnest(?::int[], ?::text[]) AS told (namespace_id, key)""";

    private static final String NAMES = """
            SELECT namespace_id, key, name FROM trait JOIN unnest(?::int[], ?::text[]) AS told (namespace_id, key)
            USING (namespace_id, key)""";

    private Room() {}

    /** The places among these for which there is no room. */
    static List<Place> beyond(Connection connection, Set<Place> told) throws SQLException {
        NavigableMap<Owner, List<Place>> byKey = new TreeMap<>();
        told.forEach(place ->
                byKey.computeIfAbsent(place.owner(), key -> new ArrayList<>()).add(place));
        List<Owner> full = new ArrayList<>();
        counts(connection, byKey.keySet()).forEach((key, count) -> {
            if (count + byKey.getOrDefault(key, List.of()).size() > MOST) {
                full.add(key);
            }
        });
        return full.isEmpty() ? List.of() : beyond(known(connection, full), full, byKey);
    }

    private static List<Place> beyond(Set<Place> known, List<Owner> full, Map<Owner, List<Place>> byKey) {
        List<Place> beyond = new ArrayList<>();
        for (Owner key : full) {
            long room = MOST
                    - known.stream().filter(place -> place.owner().equals(key)).count();
            byKey.getOrDefault(key, List.of()).stream()
                    .filter(place -> !known.contains(place))
                    .skip(Math.max(0, room))
                    .forEach(beyond::add);
        }
        return beyond;
    }

    private static Map<Owner, Long> counts(Connection connection, Collection<Owner> keys) throws SQLException {
        Map<Owner, Long> counts = new TreeMap<>();
        if (!keys.isEmpty()) {
            Database.query(
                    connection,
                    COUNT,
                    row -> counts.put(new Owner(row.getInt(1), row.getString(2)), row.getLong(3)),
                    Columns.of(keys, Owner::namespace),
                    Columns.of(keys, Owner::key));
        }
        return counts;
    }

    private static Set<Place> known(Connection connection, Collection<Owner> keys) throws SQLException {
        return new HashSet<>(Database.query(
                connection,
                NAMES,
                row -> new Place(new Owner(row.getInt(1), row.getString(2)), row.getString(3)),
                Columns.of(keys, Owner::namespace),
                Columns.of(keys, Owner::key)));
    }
}
