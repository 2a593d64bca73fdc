package io.cairo.plan;

import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.message.Identifier;
import io.cairo.message.Person;
import io.cairo.message.PersonalData;
import io.cairo.message.Redaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What violations say about people: the ids of some messages, and names of events and fields, which may be made up of
 * anything.
 */
@ApplicationScoped
public class ViolationData implements PersonalData {
    private static final String TABLE = "tracking_plan_violation";

    /** Of the messages that are named as samples, those that are the person's. */
    private static final String SAMPLES = """
            WITH sample AS (SELECT DISTINCT unnest(message_ids) AS id FROM tracking_plan_violation WHERE namespace_id = ?)
            SELECT message_id FROM event JOIN sample ON sample.id = message_id WHERE namespace_id = ? AND %1$s
            UNION SELECT message_id FROM set_aside JOIN sample ON sample.id = message_id
            WHERE namespace_id = ? AND %1$s""".formatted(Person.OWNS_MESSAGE);

    private static final String FORGET = """
            UPDATE tracking_plan_violation SET message_ids =
              ARRAY(SELECT id FROM unnest(message_ids) WITH ORDINALITY AS sample (id, place)
                    WHERE id <> ALL (?::text[]) ORDER BY place)
            WHERE namespace_id = ? AND message_ids && ?::text[]""";

    @Override
    public Set<String> tables() {
        return Set.of(TABLE);
    }

    @Override
    public int order() {
        return BEFORE_EVENTS;
    }

    @Override
    public Map<String, List<JsonObject>> export(Connection connection, Person person, int limit) throws SQLException {
        String[] samples = samples(connection, person);
        return Map.of(
                TABLE,
                Database.query(
                        connection,
                        """
                        SELECT event_type, event_name, kind, field FROM tracking_plan_violation
                        WHERE namespace_id = ? AND message_ids && ?::text[] ORDER BY id LIMIT ?""",
                        row -> JsonTree.JSON
                                .createObjectBuilder()
                                .add("event_type", row.getString(1))
                                .add("event_name", row.getString(2))
                                .add("violation_type", row.getString(3))
                                .add("field", row.getString(4))
                                .build(),
                        person.namespace(),
                        samples,
                        limit));
    }

    @Override
    public Map<String, Long> erase(Connection connection, Person person) throws SQLException {
        String[] samples = samples(connection, person);
        long changed = Database.update(connection, FORGET, samples, person.namespace(), samples);
        return Map.of(TABLE, changed + removeNamed(connection, person));
    }

    private static String[] samples(Connection connection, Person person) throws SQLException {
        String[] keys = person.keys().toArray(String[]::new);
        String[] emails = person.values(Identifier.EMAIL).toArray(String[]::new);
        int namespace = person.namespace();
        return Database.query(
                        connection,
                        SAMPLES,
                        row -> row.getString(1),
                        namespace,
                        namespace,
                        keys,
                        emails,
                        namespace,
                        keys,
                        emails)
                .toArray(String[]::new);
    }

    private static int removeNamed(Connection connection, Person person) throws SQLException {
        String pattern = Redaction.of(person).textPattern();
        return pattern.isEmpty() ? 0 : Database.update(connection, """
                        DELETE FROM tracking_plan_violation
                        WHERE namespace_id = ? AND (event_name ~* ? OR field ~* ? OR message ~* ?)""", person.namespace(), pattern, pattern, pattern);
    }
}
