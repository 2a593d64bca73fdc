package io.cairo.destination;

import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.base.Named;
import io.cairo.base.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
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

    /** The destinations by name, number and age. */
    Named<Destination> named() {
        return new Named<>(entities, Destination.class, "destination");
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
