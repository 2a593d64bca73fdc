package io.cairo.profile;

import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.message.Person;
import io.cairo.message.PersonalData;
import io.cairo.message.Redaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What profiles keep of a person: everything that was told under one of their identifiers. What is a group's stays. */
@ApplicationScoped
public class ProfileData implements PersonalData {
    /** In the order in which they are written, each with what orders its rows. */
    private static final Map<String, String> TABLES = tablesByOrder();

    private static Map<String, String> tablesByOrder() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("trait", "key, name");
        tables.put("trait_left_out", "key");
        tables.put("membership", "key, group_id");
        return tables;
    }

    @Override
    public Set<String> tables() {
        return TABLES.keySet();
    }

    @Override
    public Map<String, List<JsonObject>> export(Connection connection, Person person, int limit) throws SQLException {
        Map<String, List<JsonObject>> rows = new LinkedHashMap<>();
        for (Map.Entry<String, String> table : TABLES.entrySet()) {
            String sql =
                    "SELECT row_to_json(t) FROM %s AS t WHERE namespace_id = ? AND key = ANY (?) ORDER BY %s LIMIT ?"
                            .formatted(table.getKey(), table.getValue());
            rows.put(
                    table.getKey(),
                    Database.query(
                            connection,
                            sql,
                            row -> JsonTree.readObject(row.getString(1).getBytes(StandardCharsets.UTF_8)),
                            person.namespace(),
                            keys(person),
                            limit));
        }
        return rows;
    }

    /** Rows are locked in the order in which messages lock them, so that nobody waits for each other. */
    @Override
    public Map<String, Long> erase(Connection connection, Person person) throws SQLException {
        Map<String, Long> erased = new LinkedHashMap<>();
        for (Map.Entry<String, String> table : TABLES.entrySet()) {
            String rows = table.getKey() + " WHERE namespace_id = ? AND key = ANY (?)";
            String lock = "SELECT key FROM " + rows + " ORDER BY " + table.getValue() + " FOR UPDATE";
            Database.query(connection, lock, row -> row.getString(1), person.namespace(), keys(person));
            int count = Database.update(connection, "DELETE FROM " + rows, person.namespace(), keys(person));
            erased.put(table.getKey(), (long) count);
        }
        erased.merge("trait", redact(connection, person), Long::sum);
        return erased;
    }

    /** What was told of others and names the person: who invited them, who referred them. */
    private static long redact(Connection connection, Person person) throws SQLException {
        Redaction redaction = Redaction.of(person);
        List<Told> naming = Database.query(
                connection,
                "SELECT key, name, value FROM trait WHERE namespace_id = ? AND value::text ~* ? ORDER BY key, name FOR UPDATE",
                row -> new Told(row.getString(1), row.getString(2), row.getString(3)),
                person.namespace(),
                redaction.jsonPattern());
        long changed = 0;
        for (Told told : naming) {
            String redacted = redaction.json(told.value());
            if (!redacted.equals(told.value())) {
                changed += Database.update(
                        connection,
                        "UPDATE trait SET value = ?::json WHERE namespace_id = ? AND key = ? AND name = ?",
                        redacted,
                        person.namespace(),
                        told.key(),
                        told.name());
            }
        }
        return changed;
    }

    private record Told(String key, String name, String value) {}

    private static String[] keys(Person person) {
        return person.keys().toArray(String[]::new);
    }
}
