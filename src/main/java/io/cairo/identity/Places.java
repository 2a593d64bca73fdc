package io.cairo.identity;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which identifier belongs to whom, as it is stored and as it shall be; only of persons that are locked. */
final class Places {
    private final Identifiers table;
    private final Map<String, Place> stored = new HashMap<>();
    private final Map<String, Place> now = new HashMap<>();
    private final Set<UUID> locked = new HashSet<>();

    Places(Identifiers table) {
        this.table = table;
    }

    /**
     * Locks the persons to whom these keys belong, with all that is theirs, and keeps others from changing them until the
     * transaction ends.
     *
     * @return whether anything had to be locked: then what was read before may not hold any more
     */
    boolean lock(Collection<String> keys) throws SQLException {
        List<String> unknown =
                keys.stream().filter(key -> !now.containsKey(key)).toList();
        if (unknown.isEmpty()) {
            return false;
        }
        Set<UUID> persons = new HashSet<>();
        table.find(unknown).forEach(place -> persons.add(place.person()));
        persons.removeAll(locked);
        if (persons.isEmpty()) {
            return false;
        }
        for (Place place : table.lockWhole(persons)) {
            stored.put(place.key(), place);
            now.put(place.key(), place);
        }
        locked.addAll(persons);
        return true;
    }

    /** Where it is now; null if it is new. */
    @Nullable
    Place of(String key) {
        return now.get(key);
    }

    /** Where it is in the database; null if it is not. */
    @Nullable
    Place stored(String key) {
        return stored.get(key);
    }

    void put(Place place) {
        now.put(place.key(), place);
    }

    /** The keys of these persons. */
    List<String> keysOf(Collection<UUID> persons) {
        return now.values().stream()
                .filter(place -> persons.contains(place.person()))
                .map(Place::key)
                .toList();
    }

    /** Those of these persons that others than these keys have in the database. */
    Set<UUID> inUse(Collection<UUID> persons) throws SQLException {
        return persons.isEmpty() ? Set.of() : table.inUse(persons);
    }

    /** @throws SQLException a unique violation if another transaction has just stored one that is new here */
    void write() throws SQLException {
        table.insert(now.values().stream()
                .filter(place -> !stored.containsKey(place.key()))
                .toList());
        table.change(now.values().stream()
                .filter(place -> stored.containsKey(place.key()) && !place.equals(stored.get(place.key())))
                .toList());
    }
}
