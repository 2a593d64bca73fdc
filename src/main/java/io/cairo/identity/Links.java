package io.cairo.identity;

import io.cairo.base.CopyStream;
import io.cairo.base.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The links and the table {@code identity_cut} of one namespace, on a connection of the caller's. A link is a row of {@code
 * identity_link}, or carried by one of its ends ({@link Place#carried}); nobody else needs to know which.
 */
record Links(Connection connection, int namespace) {
    private static final String COPY =
            "COPY identity_link (namespace_id, a, b, occurred_at, alias, cause) FROM STDIN (FORMAT binary)";

    private static final int COLUMNS = 6;

    /**
     * Which identifiers carry a link that touches one of some keys: both its ends belong to one person, so it is found among
     * those of the keys' persons, from either end. Takes the namespace twice and the keys three times.
     */
    private static final String CARRIED = """
            namespace_id = ? AND linked_key IS NOT NULL
            AND person_id = ANY (ARRAY(SELECT person_id FROM identifier WHERE namespace_id = ? AND key = ANY (?::text[])))
            AND (key IN (SELECT unnest(?::text[])) OR linked_key IN (SELECT unnest(?::text[])))""";

    private static final String TOUCHING = """
            (SELECT a, b, occurred_at, alias, cause FROM identity_link
             WHERE namespace_id = ? AND a = ANY (?::text[]) LIMIT ?)
            UNION ALL
            (SELECT a, b, occurred_at, alias, cause FROM identity_link
             WHERE namespace_id = ? AND b = ANY (?::text[]) LIMIT ?)
            UNION ALL
            (SELECT key, linked_key, linked_at, false, linked_cause FROM identifier
             WHERE\s""" + CARRIED + " LIMIT ?)";

    private static final String KNOWN = """
            SELECT w.a, w.b, w.alias, min(l.occurred_at)
            FROM unnest(?::text[], ?::text[], ?::boolean[]) AS w(a, b, alias)
            CROSS JOIN LATERAL (
              SELECT occurred_at FROM identity_link
              WHERE namespace_id = ? AND a = w.a AND left(b, 64) = left(w.b, 64) AND b = w.b AND alias = w.alias
              UNION ALL
              SELECT linked_at FROM identifier
              WHERE namespace_id = ? AND key = w.a AND linked_key = w.b AND NOT w.alias
              UNION ALL
              SELECT linked_at FROM identifier
              WHERE namespace_id = ? AND key = w.b AND linked_key = w.a AND NOT w.alias) AS l
            GROUP BY 1, 2, 3""";

    private static final String AMONG = """
            SELECT a, b, occurred_at, alias, cause FROM identity_link
            WHERE namespace_id = ? AND a = ANY (?::text[]) AND b = ANY (?::text[])
            UNION ALL
            SELECT key, linked_key, linked_at, false, linked_cause FROM identifier
            WHERE namespace_id = ? AND key = ANY (?::text[]) AND linked_key = ANY (?::text[])
            ORDER BY 3 DESC LIMIT ?""";

    private record Side(long cut, Instant at, String key, int side) {}

    void insert(Collection<Link> links) throws SQLException {
        if (links.isEmpty()) {
            return;
        }
        CopyStream rows = new CopyStream();
        links.stream()
                .sorted(Link.ORDER)
                .forEach(link -> rows.row(COLUMNS)
                        .int4(namespace)
                        .text(link.a())
                        .text(link.b())
                        .time(link.at())
                        .bool(link.alias())
                        .text(link.cause()));
        rows.send(connection, COPY);
    }

    /** The links of these keys with each other, which may come twice, and to others; at most three times {@code limit}. */
    List<Link> touching(Collection<String> keys, int limit) throws SQLException {
        String[] array = Identifiers.texts(keys);
        return Database.query(
                connection,
                TOUCHING,
                Links::link,
                namespace,
                array,
                limit,
                namespace,
                array,
                limit,
                namespace,
                namespace,
                array,
                array,
                array,
                limit);
    }

    /** The latest links of these keys with each other: both ends, when, whether an alias, and the cause. */
    <T> List<T> among(Collection<String> keys, int limit, Database.Row<T> reader) throws SQLException {
        String[] array = Identifiers.texts(keys);
        return Database.query(connection, AMONG, reader, namespace, array, array, namespace, array, array, limit);
    }

    /** Forgets every link of these keys, whichever end carries it; answers how many there were. */
    long erase(Collection<String> keys) throws SQLException {
        String[] array = Identifiers.texts(keys);
        long rows = Database.update(
                connection,
                "DELETE FROM identity_link WHERE namespace_id = ? AND a = ANY (?::text[])",
                namespace,
                array);
        rows += Database.update(
                connection,
                "DELETE FROM identity_link WHERE namespace_id = ? AND b = ANY (?::text[])",
                namespace,
                array);
        return rows
                + Database.update(
                        connection,
                        "UPDATE identifier SET linked_key = NULL, linked_at = NULL, linked_cause = NULL WHERE "
                                + CARRIED,
                        namespace,
                        namespace,
                        array,
                        array,
                        array);
    }

    /** When each of these pairs was first named together; those that never were are left out. */
    Map<Link.Pair, Instant> known(Collection<Link.Pair> pairs) throws SQLException {
        Map<Link.Pair, Instant> known = new HashMap<>();
        if (!pairs.isEmpty()) {
            Database.query(
                    connection,
                    KNOWN,
                    row -> known.put(
                            new Link.Pair(row.getString(1), row.getString(2), row.getBoolean(3)), time(row, 4)),
                    pairs.stream().map(Link.Pair::a).toArray(String[]::new),
                    pairs.stream().map(Link.Pair::b).toArray(String[]::new),
                    pairs.stream().map(Link.Pair::alias).toArray(Boolean[]::new),
                    namespace,
                    namespace,
                    namespace);
        }
        return known;
    }

    /** Whether anybody was ever unmerged here. */
    boolean haveCuts() throws SQLException {
        return !Database.query(
                        connection,
                        "SELECT 1 FROM identity_cut WHERE namespace_id = ? LIMIT 1",
                        row -> row.getInt(1),
                        namespace)
                .isEmpty();
    }

    /** The cuts that keep some of these keys apart, without any other keys. */
    List<Cut> cuts(Collection<String> keys) throws SQLException {
        Map<Long, Cut> cuts = new HashMap<>();
        for (Side side : Database.query(
                connection,
                "SELECT cut_id, cut_at, key, side FROM identity_cut WHERE namespace_id = ? AND key = ANY (?::text[])",
                row -> new Side(row.getLong(1), time(row, 2), row.getString(3), row.getInt(4)),
                namespace,
                Identifiers.texts(keys))) {
            cuts.computeIfAbsent(side.cut(), id -> new Cut(id, side.at(), new HashMap<>()))
                    .sides()
                    .put(side.key(), side.side());
        }
        return new ArrayList<>(cuts.values());
    }

    /** A number for a cut, of the journal's numbers. */
    long nextCut() throws SQLException {
        return Database.query(
                        connection,
                        "SELECT nextval(pg_get_serial_sequence('identity_change', 'id'))",
                        row -> row.getLong(1))
                .get(0);
    }

    void cut(Cut cut) throws SQLException {
        List<String> keys = cut.sides().keySet().stream().sorted().toList();
        Database.update(
                connection,
                """
                INSERT INTO identity_cut (namespace_id, key, cut_id, side, cut_at)
                SELECT ?, w.key, ?, w.side, ?::timestamptz FROM unnest(?::text[], ?::int[]) AS w(key, side)""",
                namespace,
                cut.id(),
                cut.at().toString(),
                Identifiers.texts(keys),
                keys.stream().map(cut.sides()::get).toArray(Integer[]::new));
    }

    private static Link link(ResultSet row) throws SQLException {
        return Link.of(row.getString(1), row.getString(2), time(row, 3), row.getBoolean(4), row.getString(5));
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
