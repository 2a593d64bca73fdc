package io.cairo.destination;

import io.cairo.base.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Who may have got a namespace's data, and must hear of it when somebody's are to be deleted. */
@ApplicationScoped
public class Recipients {
    @Inject
    Database database;

    /** A destination. */
    public record Recipient(UUID id, String name) {}

    /** All destinations of a namespace that there are now, also those that are stopped. */
    public List<Recipient> of(int namespace) {
        return database.query(
                "SELECT id, name FROM destination WHERE namespace_id = ? ORDER BY name, id",
                row -> new Recipient(row.getObject(1, UUID.class), row.getString(2)),
                namespace);
    }
}
