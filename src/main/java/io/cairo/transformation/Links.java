package io.cairo.transformation;

import io.cairo.base.Database;
import io.cairo.base.Problem;
import io.cairo.base.Revisions;
import io.cairo.base.Snapshot;
import io.cairo.transformation.sandbox.Sandbox;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The enabled transformations in the order in which they run, kept close and read again when one changes or is paused: at once
 * on this node, within a second or so on the others. A version never changes, so its code is kept as long as it counts.
 */
@ApplicationScoped
public class Links {
    /** What changes when a transformation is made, changed, paused or removed. */
    static final String TOPIC = "transformation";

    private static final String ENABLED = """
            SELECT t.id, t.current_version, t.namespace_id, n.name, t.destination_id, t.on_error, t.state, t.limit_ms
            FROM transformation t JOIN namespace n ON n.id = t.namespace_id
            WHERE t.enabled ORDER BY t.execution_order, t.created_at, t.id""";

    private record Version(UUID id, int number) {}

    /** A row, whose code is not there yet. */
    private record Row(Version version, int namespace, Link link) {}

    private record Chains(Map<Integer, List<Link>> ofNamespaces, Map<UUID, List<Link>> ofDestinations) {}

    private final Map<Version, String> compiled = new HashMap<>();
    private final Snapshot<Chains> chains = new Snapshot<>(this::read);

    @Inject
    Database database;

    @Inject
    Revisions revisions;

    @PostConstruct
    void start() {
        revisions.watch(TOPIC, this::changed);
    }

    void changed() {
        chains.outdated();
    }

    /**
     * Those that change every event of a namespace.
     *
     * @throws io.cairo.base.Problem UNAVAILABLE if they have changed and cannot be read
     */
    List<Link> ofNamespace(int namespace) {
        return chains.get().ofNamespaces().getOrDefault(namespace, List.of());
    }

    /** Those that change the events for one destination; throws likewise. */
    List<Link> ofDestination(UUID destination) {
        return chains.get().ofDestinations().getOrDefault(destination, List.of());
    }

    /**
     * A link with the code of another version, whether it is paused or not.
     *
     * @throws Problem NOT_FOUND if there is no such version
     */
    Link inVersion(Link link, int number) {
        String code = code(new Version(link.id(), number))
                .orElseThrow(() -> new Problem(
                        Problem.Code.NOT_FOUND,
                        "transformation_version: the transformation has no version %d; the one that counts is %d"
                                .formatted(number, link.version())));
        Sandbox.Script script = new Sandbox.Script(
                link.id() + ":" + number,
                link.script().owner(),
                code,
                link.script().most());
        return new Link(link.id(), number, link.namespace(), link.destination(), link.onError(), false, script);
    }

    private Chains read() {
        Chains read = new Chains(new HashMap<>(), new HashMap<>());
        Set<Version> counting = new HashSet<>();
        for (Row row : database.query(ENABLED, Links::row)) {
            counting.add(row.version());
            compiled(row.version())
                    .ifPresent(code -> add(read, row.namespace(), row.link().with(code)));
        }
        compiled.keySet().retainAll(counting);
        return read;
    }

    private static void add(Chains chains, int namespace, Link link) {
        List<Link> chain = link.destination() == null
                ? chains.ofNamespaces().computeIfAbsent(namespace, any -> new ArrayList<>())
                : chains.ofDestinations().computeIfAbsent(link.destination(), any -> new ArrayList<>());
        chain.add(link);
    }

    /** Empty if it was removed just now, which will be heard of. */
    private Optional<String> compiled(Version version) {
        if (!compiled.containsKey(version)) {
            code(version).ifPresent(code -> compiled.put(version, code));
        }
        return Optional.ofNullable(compiled.get(version));
    }

    private Optional<String> code(Version version) {
        return database.first(
                "SELECT compiled FROM transformation_version WHERE transformation_id = ? AND number = ?",
                row -> row.getString(1),
                version.id(),
                version.number());
    }

    private static Row row(ResultSet row) throws SQLException {
        Version version = new Version(row.getObject(1, UUID.class), row.getInt(2));
        int namespace = row.getInt(3);
        Sandbox.Script script = new Sandbox.Script(
                version.id() + ":" + version.number(),
                Integer.toString(namespace),
                "",
                Duration.ofMillis(row.getInt(8)));
        return new Row(
                version,
                namespace,
                new Link(
                        version.id(),
                        version.number(),
                        row.getString(4),
                        row.getObject(5, UUID.class),
                        OnError.of(row.getString(6)),
                        row.getString(7).equals(Transformation.State.PAUSED.wire()),
                        script));
    }
}
