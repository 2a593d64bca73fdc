package io.cairo.destination;

import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.base.Named;
import io.cairo.base.Sealer;
import io.cairo.destination.rule.Filter;
import io.cairo.destination.rule.Rules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The destinations of every namespace. Call inside a transaction, but for {@code endpoint}. */
@ApplicationScoped
public class Destinations {
    private static final String ENDPOINT = "SELECT id, type, settings, event_types, rules, name FROM destination ";

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
     * A destination as delivery uses it, read from the database; empty if it is gone or stopped.
     *
     * @throws IllegalStateException if its settings cannot be read with this key
     */
    public Optional<Endpoint<?>> endpoint(UUID id) {
        return database.first(ENDPOINT + "WHERE id = ? AND enabled", this::endpoint, id);
    }

    /** The same of one namespace's destinations, also of one that is stopped. */
    public Optional<Endpoint<?>> endpoint(int namespace, UUID id) {
        return database.first(ENDPOINT + "WHERE namespace_id = ? AND id = ?", this::endpoint, namespace, id);
    }

    private Endpoint<?> endpoint(ResultSet row) throws SQLException {
        UUID id = row.getObject(1, UUID.class);
        Connector<?> connector = connectors.get(row.getString(2));
        Rules rules = Rules.read(row.getString(5));
        List<String> names = List.of(row.getString(6), connector.type(), connector.title());
        Filter filter = new Filter(Set.of(row.getString(4).split(",")), rules, names);
        return connectors.endpoint(connector, open(id, row.getBytes(3)), filter, rules);
    }

    private JsonObject open(UUID id, byte[] sealed) {
        return JsonTree.readObject(sealer.open(id, sealed).getBytes(StandardCharsets.UTF_8));
    }
}
