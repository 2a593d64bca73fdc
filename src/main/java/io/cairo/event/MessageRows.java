package io.cairo.event;

import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.message.Identifier;
import io.cairo.message.Person;
import io.cairo.message.Redaction;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows that hold one message each, as the log does: which of them are a person's, and where others name the person.
 *
 * <p>A row is the person's if its subject is, or if nobody else's user id is in it. In the rows of others the person's
 * identifiers are replaced. Everything is looked for before anything is changed: a transaction that has written something
 * holds back every reader of the log.
 */
public final class MessageRows {
    /** A row is found again by what it is, in case another has its place meanwhile. */
    private record Place(String table, String ctid, String messageId) {}

    private record Changed(
            Place place,
            @Nullable String anonymousId,
            @Nullable String email,
            String payload) {}

    private record Row(
            Place place,
            @Nullable String anonymousId,
            @Nullable String email,
            String payload) {}

    private static final int MOST_REMOVED = 5_000;
    private static final int MOST_CHANGED = 500;
    private static final int FETCH = 200;

    private final String table;

    /** @param table with the columns of the table {@code event} that say who and what */
    public MessageRows(String table) {
        this.table = table;
    }

    /** What is the person's, some thousand rows at a time; when that is gone, what names the person; see {@code PersonalData}. */
    public long erase(Connection connection, Person person) throws SQLException {
        long removed = remove(connection, person);
        return removed > 0 ? removed : redact(connection, person);
    }

    private long remove(Connection connection, Person person) throws SQLException {
        List<Place> places = Database.query(
                connection,
                "SELECT tableoid::regclass::text, ctid::text, message_id FROM %s WHERE namespace_id = ? AND %s LIMIT ?"
                        .formatted(table, Person.OWNS_MESSAGE),
                MessageRows::place,
                person.namespace(),
                array(person.keys()),
                array(person.values(Identifier.EMAIL)),
                MOST_REMOVED);
        Map<String, List<Place>> byTable = new LinkedHashMap<>();
        places.forEach(place ->
                byTable.computeIfAbsent(place.table(), any -> new ArrayList<>()).add(place));
        long removed = 0;
        for (Map.Entry<String, List<Place>> some : byTable.entrySet()) {
            removed += Database.update(
                    connection,
                    "DELETE FROM %s WHERE ctid = ANY (?::text[]::tid[]) AND namespace_id = ? AND %s"
                            .formatted(some.getKey(), Person.OWNS_MESSAGE),
                    some.getValue().stream().map(Place::ctid).toArray(String[]::new),
                    person.namespace(),
                    array(person.keys()),
                    array(person.values(Identifier.EMAIL)));
        }
        return removed;
    }

    private long redact(Connection connection, Person person) throws SQLException {
        long changed = 0;
        for (Changed row : changed(connection, person)) {
            changed += Database.update(
                    connection,
                    """
                    UPDATE %s SET anonymous_id = ?, email = ?, payload = ?::json
                    WHERE ctid = ?::text::tid AND namespace_id = ? AND message_id = ?""".formatted(row.place().table()),
                    row.anonymousId(),
                    row.email(),
                    row.payload(),
                    row.place().ctid(),
                    person.namespace(),
                    row.place().messageId());
        }
        return changed;
    }

    private List<Changed> changed(Connection connection, Person person) throws SQLException {
        Redaction redaction = Redaction.of(person);
        Set<String> anonymousIds = person.values(Identifier.ANONYMOUS_ID);
        Set<String> emails = person.values(Identifier.EMAIL);
        List<Changed> changed = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT tableoid::regclass::text, ctid::text, message_id, anonymous_id, email, payload FROM %s
                WHERE namespace_id = ?
                  AND (anonymous_id = ANY (?) OR email = ANY (?) OR payload::text ~* ?)""".formatted(table))) {
            statement.setFetchSize(FETCH);
            statement.setInt(1, person.namespace());
            statement.setObject(2, array(anonymousIds));
            statement.setObject(3, array(emails));
            statement.setString(4, redaction.jsonPattern());
            try (ResultSet rows = statement.executeQuery()) {
                while (changed.size() < MOST_CHANGED && rows.next()) {
                    Row row = new Row(place(rows), rows.getString(4), rows.getString(5), rows.getString(6));
                    Changed without = new Changed(
                            row.place(),
                            without(anonymousIds, row.anonymousId()),
                            without(emails, row.email()),
                            redaction.json(row.payload()));
                    if (!without.equals(new Changed(row.place(), row.anonymousId(), row.email(), row.payload()))) {
                        changed.add(without);
                    }
                }
            }
        }
        return changed;
    }

    private static @Nullable String without(Set<String> values, @Nullable String value) {
        return value != null && values.contains(value) ? null : value;
    }

    /** The person's messages as they were stored, in the order in which they arrived. */
    public List<JsonObject> export(Connection connection, Person person, int limit) throws SQLException {
        return Database.query(
                connection,
                """
                SELECT received_at::text, occurred_at::text, platform, payload FROM %s WHERE namespace_id = ? AND %s
                ORDER BY received_at, message_id LIMIT ?""".formatted(table, Person.OWNS_MESSAGE),
                MessageRows::exported,
                person.namespace(),
                array(person.keys()),
                array(person.values(Identifier.EMAIL)),
                limit);
    }

    private static JsonObject exported(ResultSet row) throws SQLException {
        JsonObjectBuilder exported = JsonTree.JSON
                .createObjectBuilder()
                .add("received_at", row.getString(1))
                .add("occurred_at", row.getString(2))
                .add("platform", row.getString(3));
        return exported.add("message", Events.details(row.getString(4))).build();
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(row.getString(1), row.getString(2), row.getString(3));
    }

    private static String[] array(Set<String> values) {
        return values.toArray(String[]::new);
    }
}
