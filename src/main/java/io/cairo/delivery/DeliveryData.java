package io.cairo.delivery;

import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.message.Person;
import io.cairo.message.PersonalData;
import io.cairo.message.Redaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What delivery remembers about people's events: those that wait, were given up or took several tries, and what receivers
 * answered, who may have said anything. A round that was on its way when the events were erased may still write some of it down.
 */
@ApplicationScoped
public class DeliveryData implements PersonalData {
    private static final String RETRY = "delivery_retry";
    private static final String DEAD = "dead_letter";
    private static final String ATTEMPT = "delivery_attempt";

    /** So that what a person has done since is spared. */
    private static final String OF_ERASED_EVENTS = """
            DELETE FROM %s r WHERE namespace_id = ? AND subject = ANY (?)
              AND NOT EXISTS (SELECT FROM event e WHERE e.namespace_id = r.namespace_id AND e.tx = r.tx AND e.ord = r.ord
                              AND e.received_at = r.received_at)""";

    @Override
    public Set<String> tables() {
        return Set.of("delivery", "delivery_alert", "delivery_pace", RETRY, DEAD, ATTEMPT);
    }

    @Override
    public boolean isWrittenLate() {
        return true;
    }

    @Override
    public Map<String, List<JsonObject>> export(Connection connection, Person person, int limit) throws SQLException {
        return Map.of(
                RETRY, export(connection, RETRY, "attempt, coalesce(last_error, '')", person, limit),
                DEAD, export(connection, DEAD, "attempts, cause", person, limit),
                ATTEMPT, export(connection, ATTEMPT, "attempts, coalesce(last_error, '')", person, limit));
    }

    private static List<JsonObject> export(
            Connection connection, String table, String columns, Person person, int limit) throws SQLException {
        return Database.query(
                connection,
                """
                SELECT destination_id::text, received_at::text, %s FROM %s WHERE namespace_id = ? AND subject = ANY (?)
                ORDER BY tx, ord, destination_id LIMIT ?""".formatted(columns, table),
                row -> JsonTree.JSON
                        .createObjectBuilder()
                        .add("destination_id", row.getString(1))
                        .add("received_at", row.getString(2))
                        .add("attempts", row.getInt(3))
                        .add("cause", row.getString(4))
                        .build(),
                person.namespace(),
                keys(person),
                limit);
    }

    @Override
    public Map<String, Long> erase(Connection connection, Person person) throws SQLException {
        Map<String, Long> erased = new LinkedHashMap<>();
        erased.put(RETRY, remove(connection, RETRY, person) + redact(connection, RETRY, "last_error", person));
        erased.put(DEAD, remove(connection, DEAD, person) + redact(connection, DEAD, "detail", person));
        erased.put(ATTEMPT, remove(connection, ATTEMPT, person) + redact(connection, ATTEMPT, "last_error", person));
        erased.put("delivery", redact(connection, "delivery", "last_error", person));
        return erased;
    }

    private static long remove(Connection connection, String table, Person person) throws SQLException {
        return Database.update(connection, OF_ERASED_EVENTS.formatted(table), person.namespace(), keys(person));
    }

    /** The few texts that name the person, each replaced wherever it stands. */
    private static long redact(Connection connection, String table, String column, Person person) throws SQLException {
        Redaction redaction = Redaction.of(person);
        if (redaction.textPattern().isEmpty()) {
            return 0;
        }
        List<String> texts = Database.query(
                connection,
                "SELECT DISTINCT %2$s FROM %1$s WHERE namespace_id = ? AND %2$s ~* ?".formatted(table, column),
                row -> row.getString(1),
                person.namespace(),
                redaction.textPattern());
        long changed = 0;
        for (String text : texts) {
            String redacted = redaction.text(text);
            if (!redacted.equals(text)) {
                changed += Database.update(
                        connection,
                        "UPDATE %1$s SET %2$s = ? WHERE namespace_id = ? AND %2$s = ?".formatted(table, column),
                        redacted,
                        person.namespace(),
                        text);
            }
        }
        return changed;
    }

    private static String[] keys(Person person) {
        return person.keys().toArray(String[]::new);
    }
}
