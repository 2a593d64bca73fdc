package io.cairo.identity;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which identifier belongs to whom, as it is stored and as it shall be; only of persons that are locked. */
final class Places {
    private final Identifiers table;
    private final Map<String, Place> stored = new HashMap<>();
    private final Map<String, Place> now = new HashMap<>();
    private final Map<UUID, Set<String>> byPerson = new HashMap<>();
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
            put(place);
        }
        locked.addAll(persons);
        return true;
    }

    /** Locks until it is certain whose these are, and nobody can join them any more. */
    void lockAll(Collection<String> keys) throws SQLException {
        while (lock(keys)) {
            // whoever was waited for may have moved them
        }
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
        Place before = now.put(place.key(), place);
        if (before != null) {
            byPerson.getOrDefault(before.person(), new HashSet<>()).remove(before.key());
        }
        byPerson.computeIfAbsent(place.person(), person -> new HashSet<>(4)).add(place.key());
    }

    /** The keys of these persons. */
    List<String> keysOf(Collection<UUID> persons) {
        return persons.stream()
                .flatMap(person -> byPerson.getOrDefault(person, Set.of()).stream())
                .toList();
    }

    /** Those of these persons that have an identifier in the database. */
    Set<UUID> inUse(Collection<UUID> persons) throws SQLException {
        return persons.isEmpty() ? Set.of() : table.inUse(persons);
    }

    /**
     * Writes what is new or has changed, and links. A new identifier carries the first that ties it to its own person; the
     * others, and what those who were parted have carried, are rows of their own.
     *
     * @param news the links that are not in the database yet
     * @throws SQLException a unique violation if another transaction has just stored one that is new here
     */
    void write(Links links, Collection<Link> news) throws SQLException {
        List<Link> rows = parted();
        for (Link link : news) {
            if (!carry(link)) {
                rows.add(link);
            }
        }
        write();
        links.insert(rows);
    }

    /** The links that are carried by those whose other end is not the same person's any more; they are let go. */
    private List<Link> parted() {
        List<Link> parted = new ArrayList<>();
        for (Place place : stored.keySet().stream().map(this::at).toList()) {
            Link link = place.carried();
            if (link != null && !isWithin(link)) {
                parted.add(link);
                now.put(place.key(), place.carrying(null));
            }
        }
        return parted;
    }

    /** Whether one of its ends carries it from now on. */
    private boolean carry(Link link) {
        return !link.alias() && isWithin(link) && (carry(link, link.a()) || carry(link, link.b()));
    }

    private boolean carry(Link link, String key) {
        Place place = at(key);
        if (stored.containsKey(key) || place.carried() != null) {
            return false;
        }
        now.put(key, place.carrying(link));
        return true;
    }

    /** Whether both ends are one person's. */
    private boolean isWithin(Link link) {
        Place one = now.get(link.a());
        Place other = now.get(link.b());
        return one != null && other != null && one.person().equals(other.person());
    }

    private Place at(String key) {
        return Objects.requireNonNull(now.get(key));
    }

    private void write() throws SQLException {
        table.insert(now.values().stream()
                .filter(place -> !stored.containsKey(place.key()))
                .toList());
        table.change(now.values().stream()
                .filter(place -> stored.containsKey(place.key()) && !place.equals(stored.get(place.key())))
                .toList());
    }
}
