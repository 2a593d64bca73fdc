package io.cairo.identity;

import io.cairo.base.Database;
import io.cairo.message.Identifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The table {@code identity_change} of one namespace, on a connection of the caller's. */
record Journal(Connection connection, int namespace) {
    private static final String COLUMNS =
            "SELECT id, kind, person_id, other_id, keys, rule, cause, changed_at, a, b FROM identity_change";

    /**
     * A line that is to be written.
     *
     * @param keys the identifiers that went to {@code person}, in order
     * @param links what joined them with others
     */
    record Entry(
            String kind,
            UUID person,
            @Nullable UUID other,
            List<String> keys,
            List<Link> links,
            @Nullable Rule rule,
            String cause) {}

    /** A line that was written, with the links that joined; of these, only who they joined is still known. */
    record Line(Story.Change change, List<Link.Pair> joined) {}

    /** Writes a line; answers its id. */
    long write(Entry entry, Instant now) throws SQLException {
        return Database.query(
                        connection,
                        """
                        INSERT INTO identity_change
                          (namespace_id, kind, person_id, other_id, keys, a, b, rule, cause, changed_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""",
                        row -> row.getLong(1),
                        namespace,
                        entry.kind(),
                        entry.person(),
                        entry.other(),
                        Identifiers.texts(entry.keys()),
                        entry.links().stream().map(Link::a).toArray(String[]::new),
                        entry.links().stream().map(Link::b).toArray(String[]::new),
                        entry.rule() == null ? null : entry.rule().wire(),
                        entry.cause(),
                        now.atOffset(ZoneOffset.UTC))
                .get(0);
    }

    /** The line with that id. */
    Optional<Line> find(long id) throws SQLException {
        return Database.query(connection, COLUMNS + " WHERE namespace_id = ? AND id = ?", Journal::line, namespace, id)
                .stream()
                .findFirst();
    }

    /** The newest lines that tell of any of these keys. */
    List<Story.Change> about(Collection<String> keys, int limit) throws SQLException {
        return Database.query(
                connection,
                COLUMNS + " WHERE (keys || a || b) && ?::text[] AND namespace_id = ? ORDER BY id DESC LIMIT ?",
                row -> line(row).change(),
                Identifiers.texts(keys),
                namespace,
                limit);
    }

    private static Line line(ResultSet row) throws SQLException {
        List<Identifier> identifiers = Arrays.stream((String[]) row.getArray(5).getArray())
                .map(Identifier::ofKey)
                .toList();
        return new Line(
                new Story.Change(
                        row.getLong(1),
                        row.getString(2),
                        row.getObject(3, UUID.class),
                        row.getObject(4, UUID.class),
                        identifiers,
                        row.getString(6),
                        row.getString(7),
                        row.getObject(8, OffsetDateTime.class).toInstant()),
                pairs((String[]) row.getArray(9).getArray(), (String[])
                        row.getArray(10).getArray()));
    }

    private static List<Link.Pair> pairs(String[] a, String[] b) {
        return IntStream.range(0, a.length)
                .mapToObj(place -> new Link.Pair(a[place], b[place], false))
                .toList();
    }
}
