package io.cairo.access;

import io.cairo.base.Database;
import io.cairo.base.Problem;
import io.cairo.base.Revisions;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces of every tenant, and which of them a caller may touch. A namespace comes into being when it is first
 * written to, or before that with a title; its id and name never change, so it is remembered.
 */
@ApplicationScoped
public class Namespaces {
    /** What changes when a namespace gets another title. */
    private static final String TOPIC = "namespace";

    private static final int MOST_IN_A_TENANT = 1_000;
    private static final String SELECT = "SELECT id, tenant, name, title, created_at FROM namespace WHERE tenant = ? ";

    private record Key(String tenant, String name) {}

    private final Map<Key, Namespace> known = new ConcurrentHashMap<>();

    @Inject
    Database database;

    @Inject
    Revisions revisions;

    @PostConstruct
    void start() {
        revisions.watch(TOPIC, known::clear);
    }

    /**
     * The namespace that a caller changes.
     *
     * @param requested by name; null for the caller's own
     * @throws Problem INSUFFICIENT_SCOPE if the caller is pinned to another, INVALID_ARGUMENT if it is no name, CONFLICT
     *     if the tenant already has as many as it may
     */
    public Namespace forWriting(Caller caller, @Nullable String requested) {
        String name = permitted(caller, requested);
        Key key = new Key(caller.tenant(), name);
        Namespace found = known.get(key);
        if (found != null) {
            return found;
        }
        Namespace made = find(key).orElseGet(() -> create(key));
        known.put(key, made);
        return made;
    }

    /**
     * The namespace that a caller's events go to.
     *
     * @throws Problem as {@link #forWriting}, and INSUFFICIENT_SCOPE for what only Cairo itself tells
     */
    public Namespace forEvents(Caller caller, @Nullable String requested) {
        if (permitted(caller, requested).equals(Namespace.SYSTEM) && !caller.isSystem()) {
            throw new Problem(
                    Problem.Code.INSUFFICIENT_SCOPE,
                    "namespace: only Cairo itself writes events to %s, which can be read and routed; name another"
                            .formatted(Namespace.SYSTEM));
        }
        return forWriting(caller, requested);
    }

    /**
     * The namespace that a caller reads from or configures; one that does not exist yet is empty, not an error.
     *
     * @throws Problem as {@link #forWriting}
     */
    public Optional<Namespace> forReading(Caller caller, @Nullable String requested) {
        Key key = new Key(caller.tenant(), permitted(caller, requested));
        Namespace found = known.get(key);
        if (found != null) {
            return Optional.of(found);
        }
        Optional<Namespace> read = find(key);
        read.ifPresent(namespace -> known.put(key, namespace));
        return read;
    }

    /** All namespaces that a caller may read, by name: the tenant's, or the one that the caller is pinned to. */
    public List<Namespace> visible(Caller caller) {
        String pinned = caller.namespace();
        return pinned == null
                ? database.query(SELECT + "ORDER BY name COLLATE \"C\"", Namespaces::namespace, caller.tenant())
                : find(new Key(caller.tenant(), pinned)).stream().toList();
    }

    /**
     * Makes a namespace before it is written to.
     *
     * @param title for people; null for none
     * @throws Problem INSUFFICIENT_SCOPE if the caller is pinned to a namespace, INVALID_ARGUMENT if it is no name,
     *     CONFLICT if it is there already or the tenant has as many as it may
     */
    public Namespace create(Caller caller, String name, @Nullable String title) {
        requireWholeTenant(caller);
        Key key = new Key(caller.tenant(), permitted(caller, name));
        if (insert(key, title) == 0 && find(key).isPresent()) {
            throw new Problem(
                    Problem.Code.CONFLICT,
                    "name: the namespace is there already; use it, or give it a title with update_namespace");
        }
        return find(key).orElseThrow(Namespaces::tooMany);
    }

    /**
     * The namespace of that name, as it is now.
     *
     * @throws Problem INSUFFICIENT_SCOPE if the caller is pinned to another, NOT_FOUND if the tenant has none of that name
     */
    public Namespace get(Caller caller, String name) {
        return find(new Key(caller.tenant(), permitted(caller, name)))
                .orElseThrow(() -> new Problem(
                        Problem.Code.NOT_FOUND, "name: there is no such namespace; list_namespaces tells which are"));
    }

    /**
     * Gives a namespace another title. Call inside a container's transaction.
     *
     * @param title null for none
     * @throws Problem as {@link #get}
     */
    public Namespace entitle(Caller caller, String name, @Nullable String title) {
        Namespace found = get(caller, name);
        revisions.bump(TOPIC);
        database.update(
                "UPDATE namespace SET title = ? WHERE tenant = ? AND id = ?", title, found.tenant(), found.id());
        return get(caller, name);
    }

    private static void requireWholeTenant(Caller caller) {
        if (caller.namespace() != null) {
            throw new Problem(
                    Problem.Code.INSUFFICIENT_SCOPE,
                    "name: this key belongs to the namespace " + caller.namespace()
                            + "; only a key of the whole tenant makes namespaces");
        }
    }

    private static String permitted(Caller caller, @Nullable String requested) {
        String pinned = caller.namespace();
        if (requested == null || requested.isBlank()) {
            return pinned == null ? Namespace.DEFAULT : pinned;
        }
        if (pinned != null && !pinned.equals(requested)) {
            throw new Problem(
                    Problem.Code.INSUFFICIENT_SCOPE,
                    "namespace: this key belongs to the namespace " + pinned + "; leave the argument out");
        }
        if (!requested.equals(Namespace.SYSTEM)) {
            Slug.check("namespace", requested);
        }
        return requested;
    }

    private Optional<Namespace> find(Key key) {
        return database.first(SELECT + "AND name = ?", Namespaces::namespace, key.tenant(), key.name());
    }

    private Namespace create(Key key) {
        insert(key, null);
        return find(key).orElseThrow(Namespaces::tooMany);
    }

    /** Commits by itself: what is remembered must not vanish with the transaction of a tool that fails later. */
    private int insert(Key key, @Nullable String title) {
        return database.inTransaction(connection ->
                Database.update(connection, """
                INSERT INTO namespace (tenant, name, title)
                SELECT ?, ?, ? WHERE (SELECT count(*) FROM namespace WHERE tenant = ?) < ?
                ON CONFLICT DO NOTHING""", key.tenant(), key.name(), title, key.tenant(), MOST_IN_A_TENANT));
    }

    private static Problem tooMany() {
        return new Problem(
                Problem.Code.CONFLICT, "namespace: there are already " + MOST_IN_A_TENANT + "; use one of them");
    }

    private static Namespace namespace(ResultSet row) throws SQLException {
        return new Namespace(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant());
    }
}
