package io.cairo.suppression;

import io.cairo.base.Database;
import io.cairo.message.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is suppressed. What changes here is committed with the caller's transaction and counts from then on, on every node. */
@ApplicationScoped
public class Suppressions {
    private static final String SELECT = """
            SELECT id, reason, suppressed_by, suppressed_at,
                   (SELECT count(*) FROM suppressed_identifier i WHERE i.suppression_id = s.id)
            FROM suppression s WHERE namespace_id = ?
            """;

    private static final String OF_IDENTIFIERS = """
            AND id IN (SELECT suppression_id FROM suppressed_identifier
                       WHERE namespace_id = ? AND key_hash = ANY (?::text[]::bytea[]))
            ORDER BY suppressed_at, id""";

    @Inject
    Database database;

    @Inject
    Hashes hashes;

    /** The suppressions that cover one of these identifiers, the oldest first: more than one if people were merged since. */
    public List<Suppression> of(Connection connection, int namespace, Collection<Identifier> identifiers)
            throws SQLException {
        return Database.query(
                connection,
                SELECT + OF_IDENTIFIERS,
                Suppressions::suppression,
                namespace,
                namespace,
                hashes.bytes(namespace, identifiers));
    }

    /**
     * Suppresses a person under all of these identifiers together, in the caller's transaction. Who is suppressed already stays
     * so, under the identifiers that are new too, with the reason there was unless one is given.
     */
    public Suppression suppress(
            Connection connection,
            int namespace,
            Collection<Identifier> identifiers,
            @Nullable String reason,
            String by,
            Instant at)
            throws SQLException {
        long revision = Revision.next(connection);
        List<Suppression> there = of(connection, namespace, identifiers);
        UUID id = there.isEmpty() ? UUID.randomUUID() : there.get(0).id();
        Database.update(connection, """
                INSERT INTO suppression (id, namespace_id, reason, suppressed_by, suppressed_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET reason = coalesce(excluded.reason, suppression.reason)""", id, namespace, reason, by, at.atOffset(ZoneOffset.UTC));
        join(connection, id, there);
        cover(connection, namespace, id, identifiers, revision);
        return of(connection, namespace, identifiers).get(0);
    }

    /** Several suppressions of what has turned out to be one person become one. */
    private static void join(Connection connection, UUID id, List<Suppression> there) throws SQLException {
        for (Suppression other : there) {
            if (!other.id().equals(id)) {
                Database.update(
                        connection,
                        "UPDATE suppressed_identifier SET suppression_id = ? WHERE suppression_id = ?",
                        id,
                        other.id());
                Database.update(connection, "DELETE FROM suppression WHERE id = ?", other.id());
            }
        }
    }

    private void cover(Connection connection, int namespace, UUID id, Collection<Identifier> identifiers, long revision)
            throws SQLException {
        Database.update(
                connection,
                """
                INSERT INTO suppressed_identifier (namespace_id, key_hash, mark, suppression_id, revision)
                SELECT ?, hash::bytea, mark, ?, ? FROM unnest(?::text[], ?::bigint[]) AS identifier (hash, mark)
                ON CONFLICT DO NOTHING""",
                namespace,
                id,
                revision,
                hashes.bytes(namespace, identifiers),
                hashes.marks(namespace, identifiers));
    }

    /**
     * Lifts the suppressions that cover one of these identifiers, with all that they cover, in the caller's transaction.
     *
     * @return how many there were
     */
    public int lift(Connection connection, int namespace, Collection<Identifier> identifiers) throws SQLException {
        List<Suppression> there = of(connection, namespace, identifiers);
        for (Suppression suppression : there) {
            Database.update(connection, "DELETE FROM suppression WHERE id = ?", suppression.id());
        }
        return there.size();
    }

    /** The suppression that covers one of these identifiers, if there is one. */
    public Optional<Suppression> find(int namespace, Collection<Identifier> identifiers) {
        return database.first(
                SELECT + OF_IDENTIFIERS,
                Suppressions::suppression,
                namespace,
                namespace,
                hashes.bytes(namespace, identifiers));
    }

    /**
     * The newest first, at most {@code limit}.
     *
     * @param place when the one was made after which the list begins, and its id; empty to begin at the newest
     */
    public List<Suppression> list(int namespace, List<String> place, int limit) {
        List<Object> parameters = new ArrayList<>(List.of(namespace));
        parameters.addAll(place);
        parameters.add(limit);
        String after = place.isEmpty() ? "" : "AND (suppressed_at, id) < (?::timestamptz, ?::uuid) ";
        return database.query(
                SELECT + after + "ORDER BY suppressed_at DESC, id DESC LIMIT ?",
                Suppressions::suppression,
                parameters.toArray());
    }

    private static Suppression suppression(ResultSet row) throws SQLException {
        return new Suppression(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                row.getInt(5));
    }
}
