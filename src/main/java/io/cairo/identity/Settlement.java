package io.cairo.identity;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gives each cluster its person id. It is the origin of the weightiest identifier ({@link Place#WEIGHT}) that was there
 * before, so who is merged keeps the id of one side, and who is parted gets back the id that was theirs.
 */
final class Settlement {
    private static final class Group {
        private final List<String> keys;
        private final List<Place> before;
        private @Nullable UUID person;

        Group(List<String> keys, Places places) {
            this.keys = keys;
            this.before = keys.stream()
                    .map(places::of)
                    .filter(Objects::nonNull)
                    .sorted(Place.WEIGHT)
                    .toList();
        }

        Place weightiest() {
            return before.get(0);
        }

        UUID person() {
            return Objects.requireNonNull(person);
        }
    }

    private final Places places;
    private final List<Group> groups;

    private Settlement(Clusters clusters, Places places) {
        this.places = places;
        this.groups =
                clusters.all().stream().map(keys -> new Group(keys, places)).toList();
    }

    /**
     * Moves every identifier of these clusters to the person of its cluster.
     *
     * @param seen when each identifier that is new was seen; those of which that is unknown were not
     * @return the ids of all these persons
     */
    static Set<UUID> of(Clusters clusters, Places places, PersonIds ids, Map<String, Instant> seen)
            throws SQLException {
        Settlement settlement = new Settlement(clusters, places);
        Set<UUID> persons = settlement.choose(ids);
        for (Group group : settlement.groups) {
            settlement.move(group, persons, seen);
        }
        return persons;
    }

    /** First every group takes the id that is its own; who comes too late takes any that was once of one of its members. */
    private Set<UUID> choose(PersonIds ids) throws SQLException {
        Set<UUID> taken = usedElsewhere();
        Set<UUID> chosen = new HashSet<>();
        groups.stream()
                .filter(group -> !group.before.isEmpty())
                .sorted(Comparator.comparing(Group::weightiest, Place.WEIGHT))
                .filter(group -> taken.add(group.weightiest().home()))
                .forEach(group -> group.person = group.weightiest().home());
        for (Group group : groups) {
            if (group.person == null) {
                group.person = group.before.stream()
                        .map(Place::home)
                        .filter(taken::add)
                        .findFirst()
                        .orElseGet(ids::next);
            }
            chosen.add(group.person);
        }
        return chosen;
    }

    /** Former ids that somebody has who hangs together with nobody here any more, as erasure can bring about. */
    private Set<UUID> usedElsewhere() throws SQLException {
        Set<UUID> former = new HashSet<>();
        Set<UUID> present = new HashSet<>();
        for (Group group : groups) {
            group.before.forEach(place -> {
                former.add(place.home());
                present.add(place.person());
            });
        }
        former.removeAll(present);
        return new HashSet<>(places.inUse(former));
    }

    private void move(Group group, Set<UUID> persons, Map<String, Instant> seen) {
        UUID person = group.person();
        boolean cameTooLate =
                !group.before.isEmpty() && !group.weightiest().home().equals(person);
        for (String key : group.keys) {
            Place place = places.of(key);
            if (place == null) {
                places.put(Place.fresh(key, person, seen.get(key)));
            } else if (cameTooLate && !place.home().equals(person) && persons.contains(place.home())) {
                places.put(place.settledAt(person));
            } else {
                places.put(place.movedTo(person));
            }
        }
    }
}
