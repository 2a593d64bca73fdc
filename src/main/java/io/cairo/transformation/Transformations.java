package io.cairo.transformation;

import io.cairo.access.Caller;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.Database;
import io.cairo.base.Named;
import io.cairo.base.Problem;
import io.cairo.base.Revisions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The transformations of every namespace and their versions. Call inside a transaction. */
@ApplicationScoped
public class Transformations {
    private static final int MOST_IN_A_NAMESPACE = 100;
    private static final int MOST_ENABLED = 20;
    private static final int MOST_VERSIONS_LISTED = 50;

    @PersistenceContext(unitName = "cairo")
    EntityManager entities;

    @Inject
    Database database;

    @Inject
    Revisions revisions;

    @Inject
    Namespaces namespaces;

    /** A version as it is shown. */
    record Kept(int number, String code, Instant createdAt) {}

    /** When a version was made. */
    record Numbered(int version, Instant createdAt) {}

    /** The transformations by name, number and age. */
    Named<Transformation> named() {
        return new Named<>(entities, Transformation.class, "transformation");
    }

    /** @throws Problem CONFLICT if the namespace has as many as it may */
    void add(int namespace, Transformation added) {
        if (named().count(namespace) >= MOST_IN_A_NAMESPACE) {
            throw new Problem(
                    Problem.Code.CONFLICT,
                    "namespace: it has %d transformations already, which is all it may have; delete one of them"
                            .formatted(MOST_IN_A_NAMESPACE));
        }
        checkEnabled(namespace);
        revisions.bump(Links.TOPIC);
        entities.persist(added);
        assign(added);
    }

    /** Writes for which destination it is, if for any. */
    void assign(Transformation to) {
        entities.flush();
        UUID destination = to.settings().destinationId();
        entities.createNativeQuery(
                        "UPDATE transformation SET destination_id = CAST(nullif(?1, '') AS uuid) WHERE id = CAST(?2 AS uuid)")
                .setParameter(1, destination == null ? "" : destination.toString())
                .setParameter(2, to.id().toString())
                .executeUpdate();
    }

    /**
     * Whether one more may be enabled.
     *
     * @throws Problem CONFLICT if not
     */
    void checkEnabled(int namespace) {
        long enabled = entities.createQuery(
                        "SELECT COUNT(t) FROM Transformation t WHERE t.namespaceId = :namespace AND t.enabled = TRUE",
                        Long.class)
                .setParameter("namespace", namespace)
                .getSingleResult();
        if (enabled >= MOST_ENABLED) {
            throw new Problem(
                    Problem.Code.CONFLICT,
                    "enabled: the namespace has %d enabled transformations already, which is all it may have; disable or"
                                    .formatted(MOST_ENABLED)
                            + " delete one of them");
        }
    }

    /** @throws Problem INVALID_ARGUMENT if the namespace has no such destination */
    void checkDestination(int namespace, @Nullable UUID destination) {
        if (destination != null
                && database.first(
                                "SELECT 1 FROM destination WHERE namespace_id = ? AND id = ?",
                                row -> row.getInt(1),
                                namespace,
                                destination)
                        .isEmpty()) {
            throw Problem.invalid(
                            "destination_id",
                            "this namespace has no destination with the id " + destination
                                    + "; list_destinations shows those there are, leave it out for all events")
                    .next("list_destinations");
        }
    }

    /** To be called before a transformation is changed or removed. */
    void touch() {
        revisions.bump(Links.TOPIC);
    }

    /** What was held against it is forgotten: it runs again. */
    void resume(Transformation paused) {
        entities.createNativeQuery("""
                        UPDATE transformation SET state = 'active', paused_reason = NULL, paused_at = NULL
                        WHERE id = CAST(?1 AS uuid)""").setParameter(1, paused.id().toString()).executeUpdate();
        forgetKills(paused.id());
        entities.refresh(paused);
    }

    void remove(Transformation gone) {
        touch();
        forgetKills(gone.id());
        entities.remove(gone);
        entities.flush();
    }

    private void forgetKills(UUID id) {
        entities.createNativeQuery("DELETE FROM transformation_kill WHERE transformation_id = CAST(?1 AS uuid)")
                .setParameter(1, id.toString())
                .executeUpdate();
    }

    /** Writes a version, which never changes afterwards. The transformation must be in the database. */
    void keep(UUID transformation, int number, Code code, Instant now) {
        database.update("""
                INSERT INTO transformation_version (transformation_id, number, code, compiled, created_at)
                VALUES (?, ?, ?, ?, ?)""", transformation, number, code.written(), code.compiled(), now.atOffset(ZoneOffset.UTC));
    }

    /** The number that the next version gets: numbers are not used twice. */
    int next(UUID transformation) {
        return database.first(
                        "SELECT coalesce(max(number), 0) + 1 FROM transformation_version WHERE transformation_id = ?",
                        row -> row.getInt(1),
                        transformation)
                .orElse(1);
    }

    /** @throws Problem NOT_FOUND if it has no such version */
    Kept version(Transformation of, int number) {
        return database.first(
                        "SELECT number, code, created_at FROM transformation_version"
                                + " WHERE transformation_id = ? AND number = ?",
                        Transformations::kept,
                        of.id(),
                        number)
                .orElseThrow(() -> new Problem(
                        Problem.Code.NOT_FOUND,
                        "version: the transformation has no version %d; the one that counts is %d"
                                .formatted(number, of.currentVersion())));
    }

    /** The code of a version, ready to run. */
    Code code(Transformation of, int number) {
        return database.first(
                        "SELECT code, compiled FROM transformation_version WHERE transformation_id = ? AND number = ?",
                        row -> new Code(row.getString(1), row.getString(2)),
                        of.id(),
                        number)
                .orElseThrow();
    }

    /** The newest versions, the newest first. */
    List<Numbered> versions(UUID transformation) {
        return database.query(
                "SELECT number, created_at FROM transformation_version WHERE transformation_id = ?"
                        + " ORDER BY number DESC LIMIT ?",
                row -> new Numbered(
                        row.getInt(1), row.getObject(2, OffsetDateTime.class).toInstant()),
                transformation,
                MOST_VERSIONS_LISTED);
    }

    /** The transformation with the code that counts. */
    View view(Namespace namespace, Transformation shown) {
        return View.of(namespace, shown, version(shown, shown.currentVersion()));
    }

    /** @throws Problem NOT_FOUND if the caller's namespace has none of that id */
    Transformation get(Caller caller, @Nullable String namespace, UUID id) {
        return namespaces
                .forReading(caller, namespace)
                .flatMap(in -> named().find(in.id(), id))
                .orElseThrow(() -> missing(id));
    }

    static Problem missing(UUID id) {
        return Problem.notFound("transformation", id);
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                row.getInt(1),
                row.getString(2),
                row.getObject(3, OffsetDateTime.class).toInstant());
    }
}
