package io.cairo.destination;

import io.cairo.base.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Who may have got a namespace's data, and must hear of it when somebody's are to be deleted. */
@ApplicationScoped
public class Recipients {
    @Inject
    Database database;

    /** The names of all destinations of a namespace that there are now. */
    public List<String> names(int namespace) {
        return database.query(
                "SELECT name FROM destination WHERE namespace_id = ? ORDER BY name",
                row -> row.getString(1),
                namespace);
    }
}
