package io.cairo.ingest;

import io.cairo.event.MessageRows;
import io.cairo.message.Person;
import io.cairo.message.PersonalData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The originals that were set aside, as far as they are about a person. */
@ApplicationScoped
public class AsideData implements PersonalData {
    private static final String TABLE = "set_aside";
    private static final MessageRows ROWS = new MessageRows(TABLE);

    @Override
    public Set<String> tables() {
        return Set.of(TABLE);
    }

    @Override
    public int order() {
        return EVENTS;
    }

    @Override
    public Map<String, List<JsonObject>> export(Connection connection, Person person, int limit) throws SQLException {
        return Map.of(TABLE, ROWS.export(connection, person, limit));
    }

    @Override
    public Map<String, Long> erase(Connection connection, Person person) throws SQLException {
        return Map.of(TABLE, ROWS.erase(connection, person));
    }
}
