package io.cairo.suppression;

import io.cairo.base.Database;
import io.cairo.message.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;

/** People who are being erased or were: what happened until then may not be stored again, whoever sends it again. */
@ApplicationScoped
public class Erased {
    @Inject
    Hashes hashes;

    /** From the caller's commit on nothing of them is stored, until {@link #until} says from when on it may be. */
    public void close(Connection connection, int namespace, Collection<Identifier> identifiers) throws SQLException {
        Database.update(
                connection,
                """
                INSERT INTO erased_identifier (namespace_id, key_hash, mark, erased_at, revision)
                SELECT ?, hash::bytea, mark, 'infinity', ? FROM unnest(?::text[], ?::bigint[]) AS identifier (hash, mark)
                ON CONFLICT (namespace_id, key_hash) DO UPDATE SET erased_at = 'infinity'""",
                namespace,
                Revision.next(connection),
                hashes.bytes(namespace, identifiers),
                hashes.marks(namespace, identifiers));
    }

    /** What they do from now on may be stored, unless they are suppressed. */
    public void until(Connection connection, int namespace, Collection<Identifier> identifiers, Instant end)
            throws SQLException {
        Database.update(
                connection,
                "UPDATE erased_identifier SET erased_at = ? WHERE namespace_id = ? AND key_hash = ANY (?::text[]::bytea[])",
                end.atOffset(ZoneOffset.UTC),
                namespace,
                hashes.bytes(namespace, identifiers));
    }

    /** Forgets those who were erased before a time: nobody sends again what is so old. */
    public int forget(Connection connection, Instant before) throws SQLException {
        return Database.update(
                connection, "DELETE FROM erased_identifier WHERE erased_at < ?", before.atOffset(ZoneOffset.UTC));
    }
}
