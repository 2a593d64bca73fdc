package io.cairo.access;

import io.cairo.base.Database;
import io.cairo.base.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces of every tenant, and which of them a caller may touch. A namespace comes into being when it is first
 * written to; its id never changes, so it is remembered.
 */
@ApplicationScoped
public class Namespaces {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    private static final int MOST_IN_A_TENANT = 1_000;

    private record Key(String tenant, String name) {}

    private final Map<Key, Namespace> known = new ConcurrentHashMap<>();

    @Inject
    Database database;

    /**
     * The namespace that a caller writes to.
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
        if (!NAME.matcher(requested).matches()) {
            throw Problem.invalid("namespace", "a name has 1 to 63 of a-z, 0-9, _ and -, and starts with a letter");
        }
        return requested;
    }

    private Optional<Namespace> find(Key key) {
        return database.first(
                "SELECT id FROM namespace WHERE tenant = ? AND name = ?",
                row -> new Namespace(row.getInt(1), key.tenant(), key.name()),
                key.tenant(),
                key.name());
    }

    private Namespace create(Key key) {
        database.update("""
                INSERT INTO namespace (tenant, name)
                SELECT ?, ? WHERE (SELECT count(*) FROM namespace WHERE tenant = ?) < ?
                ON CONFLICT DO NOTHING""", key.tenant(), key.name(), key.tenant(), MOST_IN_A_TENANT);
        return find(key)
                .orElseThrow(() -> new Problem(
                        Problem.Code.CONFLICT,
                        "namespace: there are already " + MOST_IN_A_TENANT + "; use one of them"));
    }
}
