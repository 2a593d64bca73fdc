package io.cairo.transformation;

import io.cairo.base.Database;
import io.cairo.message.Person;
import io.cairo.message.PersonalData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The last event that a transformation failed on names a person, and the error may quote it: nothing else here does. */
@ApplicationScoped
public class TransformationData implements PersonalData {
    private static final String FORGET = """
            UPDATE transformation SET last_error = NULL, last_error_line = NULL, last_message_id = NULL, last_subject = NULL,
                   paused_reason = CASE WHEN state = 'paused' THEN 'It killed its worker too often' END
            WHERE namespace_id = ? AND last_message_id IS NOT NULL
              AND (last_subject = ANY (?) OR EXISTS (
                   SELECT FROM unnest(?::text[]) AS value WHERE position(lower(value) IN lower(last_error)) > 0))""";

    @Override
    public Set<String> tables() {
        return Set.of("transformation", "transformation_version", "transformation_kill");
    }

    /** What is kept is about code, and of the person at most what the event itself says. */
    @Override
    public Map<String, List<JsonObject>> export(Connection connection, Person person, int limit) {
        return Map.of();
    }

    @Override
    public Map<String, Long> erase(Connection connection, Person person) throws SQLException {
        String[] values = person.identifiers().stream()
                .map(identifier -> identifier.value())
                .toArray(String[]::new);
        int changed = Database.update(
                connection, FORGET, person.namespace(), person.keys().toArray(String[]::new), values);
        return Map.of("transformation", (long) changed);
    }
}
