package io.cairo.replay;

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

/** Replays of one person's events name the person; of others, what the receiver said may. A step under way may still write it. */
@ApplicationScoped
public class ReplayData implements PersonalData {
    private static final String TABLE = "replay";
    private static final String NAMES = "namespace_id = ? AND (subjects && ?::text[] OR emails && ?::text[])";

    /** Such a replay selects nobody any more; if it was not done, it never will be. */
    private static final String FORGET = """
            UPDATE replay SET asked_for = NULL, subjects = '{}', emails = '{}', left_tx = '{}', left_ord = '{}',
              failed_ids = '{}', last_error = NULL,
              finished_at = CASE WHEN state IN ('running', 'paused') THEN now() ELSE finished_at END,
              state = CASE WHEN state IN ('running', 'paused') THEN 'cancelled' ELSE state END
            WHERE\s""" + NAMES;

    /** What a receiver said, and message ids that their sender made of a name. */
    private static final String NAMELESS = """
            UPDATE replay SET last_error = CASE WHEN last_error ~* ? THEN NULL ELSE last_error END,
              failed_ids = ARRAY(SELECT id FROM unnest(failed_ids) AS id WHERE id !~* ?)
            WHERE namespace_id = ?
              AND (last_error ~* ? OR EXISTS (SELECT FROM unnest(failed_ids) AS id WHERE id ~* ?))""";

    @Override
    public Set<String> tables() {
        return Set.of(TABLE);
    }

    @Override
    public boolean isWrittenLate() {
        return true;
    }

    @Override
    public Map<String, List<JsonObject>> export(Connection connection, Person person, int limit) throws SQLException {
        return Map.of(
                TABLE,
                Database.query(
                        connection,
                        "SELECT id::text, created_at::text, coalesce(asked_for, '') FROM replay WHERE " + NAMES
                                + " ORDER BY created_at, id LIMIT ?",
                        row -> JsonTree.JSON
                                .createObjectBuilder()
                                .add("replay_id", row.getString(1))
                                .add("created_at", row.getString(2))
                                .add("user_id", row.getString(3))
                                .build(),
                        person.namespace(),
                        keys(person),
                        emails(person),
                        limit));
    }

    @Override
    public Map<String, Long> erase(Connection connection, Person person) throws SQLException {
        long changed = Database.update(connection, FORGET, person.namespace(), keys(person), emails(person));
        String pattern = Redaction.of(person).textPattern();
        if (!pattern.isEmpty()) {
            changed += Database.update(connection, NAMELESS, pattern, pattern, person.namespace(), pattern, pattern);
        }
        return Map.of(TABLE, changed);
    }

    private static String[] keys(Person person) {
        return person.keys().toArray(String[]::new);
    }

    private static String[] emails(Person person) {
        return person.values(Identifier.EMAIL).toArray(String[]::new);
    }
}
