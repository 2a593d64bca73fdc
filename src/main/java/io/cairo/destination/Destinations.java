package io.cairo.destination;

import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.base.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The destinations of every namespace. Call inside a transaction, but for {@link #endpoint}. */
@ApplicationScoped
public class Destinations {

    @PersistenceContext(unitName = "cairo")
    EntityManager entities;

    @Inject
    Database database;

    @Inject
    Connectors connectors;

    @Inject
    Sealer sealer;

    /** Delivery begins at the log's present end: nothing that is accepted from now on is missed. */
    void add(int namespace, Destination added) {
        entities.persist(added);
        entities.flush();
        entities.createNativeQuery("""
                        INSERT INTO delivery (destination_id, namespace_id, tx, ord, received_at)
                        SELECT id, namespace_id,
                          (SELECT shift + pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1 FROM log_clock),
                          2147483647, now()
                        FROM destination WHERE id = CAST(?1 AS uuid) AND namespace_id = ?2""")
                .setParameter(1, added.id().toString())
                .setParameter(2, namespace)
                .executeUpdate();
    }

    /**
     * The newest first, at most {@code limit}.
     *
     * @param place when the destination was made after which the list begins, and its id; empty to begin at the newest
     */
    List<Destination> list(int namespace, List<String> place, int limit) {
        String after = place.isEmpty() ? "" : " AND (d.createdAt < :at OR (d.createdAt = :at AND d.id > :id))";
        TypedQuery<Destination> query = entities.createQuery(
                        "SELECT d FROM Destination d WHERE d.namespaceId = :namespace" + after
                                + " ORDER BY d.createdAt DESC, d.id",
                        Destination.class)
                .setParameter("namespace", namespace);
        if (!place.isEmpty()) {
            query.setParameter("at", Instant.parse(place.get(0)));
            query.setParameter("id", UUID.fromString(place.get(1)));
        }
        return query.setMaxResults(limit).getResultList();
    }

    /** Who may have got data of a namespace. */
    public record Recipient(UUID id, String name, String type) {}

    /** All destinations of a namespace that there are now, by name. */
    public List<Recipient> recipients(int namespace) {
        return database.query(
                "SELECT id, name, type FROM destination WHERE namespace_id = ? ORDER BY name",
                row -> new Recipient(row.getObject(1, UUID.class), row.getString(2), row.getString(3)),
                namespace);
    }

    long count(int namespace) {
        return entities.createQuery("SELECT COUNT(d) FROM Destination d WHERE d.namespaceId = :namespace", Long.class)
                .setParameter("namespace", namespace)
                .getSingleResult();
    }

    Optional<Destination> find(int namespace, UUID id) {
        return entities.createQuery(
                        "SELECT d FROM Destination d WHERE d.namespaceId = :namespace AND d.id = :id",
                        Destination.class)
                .setParameter("namespace", namespace)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    /** @throws Problem CONFLICT if another destination of the namespace has that name */
    void checkName(int namespace, String name, UUID except) {
        boolean taken = !entities.createQuery(
                        "SELECT d.id FROM Destination d WHERE d.namespaceId = :namespace AND d.name = :name AND d.id <> :id",
                        UUID.class)
                .setParameter("namespace", namespace)
                .setParameter("name", name)
                .setParameter("id", except)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
        if (taken) {
            throw Problem.of(
                            Problem.Code.CONFLICT,
                            "name",
                            "is that of another destination of this namespace; take another name, or change that one with"
                                    + " update_destination")
                    .next("take another name, or update_destination");
        }
    }

    /** Whatever held delivery back is forgotten: changed settings deserve another try at once. */
    void resume(UUID id) {
        entities.createNativeQuery("""
                        UPDATE delivery SET state = 'active', attempt = 0, due_at = '-infinity', failing_since = NULL,
                          last_error = NULL WHERE destination_id = CAST(?1 AS uuid)""").setParameter(1, id.toString()).executeUpdate();
    }

    /** The delivery first: one that is being written down waits for neither and finds nothing to write to afterwards. */
    void remove(Destination gone) {
        entities.createNativeQuery("DELETE FROM delivery WHERE destination_id = CAST(?1 AS uuid)")
                .setParameter(1, gone.id().toString())
                .executeUpdate();
        entities.remove(gone);
    }

    byte[] seal(UUID id, JsonObject settings) {
        return sealer.seal(id, settings.toString());
    }

    JsonObject settings(Destination destination) {
        return open(destination.id(), destination.settings());
    }

    /**
     * A destination as delivery uses it, read from the database; empty if it is gone or of a type that is no more.
     *
     * @throws IllegalStateException if its settings cannot be read with this key
     */
    public Optional<Endpoint<?>> endpoint(UUID id) {
        return database.first(
                "SELECT type, settings, event_types FROM destination WHERE id = ? AND enabled",
                row -> connectors.endpoint(
                        connectors.get(row.getString(1)),
                        open(id, row.getBytes(2)),
                        Set.of(row.getString(3).split(","))),
                id);
    }

    private JsonObject open(UUID id, byte[] sealed) {
        return JsonTree.readObject(sealer.open(id, sealed).getBytes(StandardCharsets.UTF_8));
    }
}
