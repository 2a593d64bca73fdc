package io.cairo.identity;

import io.cairo.base.Database;
import io.cairo.message.Identifier;
import io.cairo.message.Person;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is who, for reading. Identifiers of a person come in the order in which they were first seen. */
@ApplicationScoped
public class Graph {
    private static final String PERSON =
            "SELECT person_id, key FROM identifier WHERE namespace_id = ? AND first_seen IS NOT NULL AND person_id = ANY (%s)"
                    + " ORDER BY first_seen, key";

    private static final String BY_KEYS =
            "ARRAY(SELECT person_id FROM identifier WHERE namespace_id = ? AND key = ANY (?::text[]))";

    @Inject
    Database database;

    @Inject
    Protection protection;

    private record Row(UUID person, Identifier identifier) {}

    /** Whose identifier that is; empty if no event has named it, nor any alias. */
    public Optional<Person> person(int namespace, Identifier identifier) {
        return people(namespace, List.of(identifier)).stream().findFirst();
    }

    /** The person with that id; empty if there is none, or none any more. */
    public Optional<Person> person(int namespace, UUID id) {
        return people(namespace, database.query(PERSON.formatted("?::uuid[]"), Graph::row, namespace, (Object)
                        new UUID[] {id}))
                .stream()
                .findFirst();
    }

    /** The persons whose identifiers these are, each once, in the order of their ids. */
    public List<Person> people(int namespace, Collection<Identifier> identifiers) {
        String[] keys = identifiers.stream().map(Identifier::key).toArray(String[]::new);
        return people(
                namespace, database.query(PERSON.formatted(BY_KEYS), Graph::row, namespace, namespace, (Object) keys));
    }

    /** A person's identifiers, each with the time of the event that first told of it. */
    public List<Known> known(Person person) {
        return database.query(
                "SELECT key, first_seen FROM identifier WHERE namespace_id = ? AND person_id = ?"
                        + " AND first_seen IS NOT NULL ORDER BY first_seen, key",
                row -> new Known(Identifier.ofKey(row.getString(1)), time(row, 2)),
                person.namespace(),
                person.id());
    }

    /** Whether a person was several before. */
    public boolean isMerged(Person person) {
        return database.first(
                        "SELECT 1 FROM identifier WHERE namespace_id = ? AND person_id = ? AND origin_id IS NOT NULL LIMIT 1",
                        row -> row.getInt(1),
                        person.namespace(),
                        person.id())
                .isPresent();
    }

    /**
     * The keys of everything that is a person's, also of what no event but only an alias has named: who must be left alone
     * must be so under those, too.
     */
    public Set<String> everyKey(Person person) {
        return new TreeSet<>(database.query(
                "SELECT key FROM identifier WHERE namespace_id = ? AND person_id = ?",
                row -> row.getString(1),
                person.namespace(),
                person.id()));
    }

    /**
     * Why a person is who they are.
     *
     * @param limit the most links, and the most changes
     */
    public Story story(Person person, int limit) {
        Set<String> keys = everyKey(person);
        return database.with(connection -> new Story(
                links(connection, person.namespace(), keys, limit),
                new Journal(connection, person.namespace()).about(keys, limit)));
    }

    private List<Story.Linked> links(Connection connection, int namespace, Set<String> keys, int limit)
            throws SQLException {
        Links table = new Links(connection, namespace);
        List<Link> links;
        Map<Link, Rule> refused = new HashMap<>();
        try {
            Closure closure = Closure.of(table, keys);
            List<Cut> cuts = table.cuts(closure.keys());
            links = Link.thatCount(closure.links(), cuts.stream().map(Cut::at).toList());
            Clusters.of(closure.keys(), links, cuts, protection.limits())
                    .refused()
                    .forEach(each -> refused.put(each.link(), each.rule()));
        } catch (Closure.TooLarge e) {
            links = Link.thatCount(table.touching(keys, Closure.MOST_LINKS), List.of());
        }
        return links.stream()
                .filter(link -> keys.contains(link.a()) || keys.contains(link.b()))
                .sorted(Comparator.comparing(Link::at).reversed())
                .limit(limit)
                .map(link -> told(link, refused.get(link)))
                .toList();
    }

    private static Story.Linked told(Link link, @Nullable Rule refused) {
        return new Story.Linked(
                Identifier.ofKey(link.a()),
                Identifier.ofKey(link.b()),
                link.at(),
                link.alias(),
                link.cause(),
                refused == null ? null : refused.wire());
    }

    private static List<Person> people(int namespace, List<Row> rows) {
        Map<UUID, List<Identifier>> byPerson = new LinkedHashMap<>();
        rows.forEach(row ->
                byPerson.computeIfAbsent(row.person(), id -> new ArrayList<>()).add(row.identifier()));
        return byPerson.entrySet().stream()
                .map(entry -> new Person(namespace, entry.getKey(), List.copyOf(entry.getValue())))
                .sorted(Comparator.comparing(Person::id))
                .toList();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getObject(1, UUID.class), Identifier.ofKey(row.getString(2)));
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
