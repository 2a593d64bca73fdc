package io.cairo.identity;

import io.cairo.base.Database;
import io.cairo.message.Person;
import io.cairo.message.PersonalData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The identity graph as what is kept about people: to be handed to them, and to be forgotten. */
@ApplicationScoped
public class Erasing implements PersonalData {
    @Inject
    Resolver resolver;

    @Override
    public Set<String> tables() {
        return Set.of("identifier", "identity_link", "identity_change", "identity_cut");
    }

    @Override
    public int order() {
        return IDENTITY;
    }

    @Override
    public Map<String, List<JsonObject>> export(Connection connection, Person person, int limit) throws SQLException {
        return Map.of(
                "identifier",
                Database.query(
                        connection,
                        "SELECT key, first_seen FROM identifier WHERE namespace_id = ? AND person_id = ? ORDER BY key LIMIT ?",
                        row -> Json.createObjectBuilder()
                                .add("identifier", row.getString(1))
                                .add("first_seen", String.valueOf(row.getString(2)))
                                .build(),
                        person.namespace(),
                        person.id(),
                        limit),
                "identity_link",
                new Links(connection, person.namespace())
                        .among(
                                person.keys(),
                                limit,
                                row -> Json.createObjectBuilder()
                                        .add("one", row.getString(1))
                                        .add("other", row.getString(2))
                                        .add("at", row.getString(3))
                                        .add("alias", row.getBoolean(4))
                                        .add("cause", row.getString(5))
                                        .build()));
    }

    /** Nobody else's identity depends on theirs: links between persons joined nothing. */
    @Override
    public Map<String, Long> erase(Connection connection, Person person) throws SQLException {
        Set<String> everyKey = keys(connection, person);
        String[] keys = Identifiers.texts(everyKey);
        int namespace = person.namespace();
        Map<String, Long> erased = new LinkedHashMap<>();
        erased.put("identity_link", new Links(connection, namespace).erase(everyKey));
        erased.put(
                "identity_cut",
                erase(connection, "identity_cut WHERE namespace_id = ? AND key = ANY (?::text[])", namespace, keys));
        erased.put(
                "identity_change",
                erase(
                        connection,
                        "identity_change WHERE namespace_id = ? AND (keys || a || b) && ?::text[]",
                        namespace,
                        keys));
        erased.put(
                "identifier",
                erase(connection, "identifier WHERE namespace_id = ? AND key = ANY (?::text[])", namespace, keys));
        if (erased.values().stream().anyMatch(rows -> rows > 0)) {
            forget(connection);
        }
        return erased;
    }

    /** All that is theirs now and what they are asked for; locked, whosever that is by now, with what carries links to it. */
    private static Set<String> keys(Connection connection, Person person) throws SQLException {
        Identifiers table = new Identifiers(connection, person.namespace());
        Set<String> keys = new TreeSet<>(person.keys());
        table.lockWhole(Set.of(person.id())).forEach(place -> keys.add(place.key()));
        new Places(table).lockAll(keys);
        return keys;
    }

    private static long erase(Connection connection, String rows, int namespace, String[] keys) throws SQLException {
        return Database.update(connection, "DELETE FROM " + rows, namespace, (Object) keys);
    }

    /** Here at once, elsewhere when the transaction has ended and the other nodes look. */
    private void forget(Connection connection) throws SQLException {
        Database.update(connection, "UPDATE revision SET number = number + 1 WHERE topic = ?", (Object) Resolver.TOPIC);
        resolver.forget();
    }
}
