package io.cairo.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** What a settlement changed for persons who are in the database, as the journal tells it. */
final class Changes {
    private final Clusters clusters;
    private final Places places;
    private final Set<UUID> before;
    private final Set<UUID> after;

    private Changes(Clusters clusters, Places places, Set<UUID> after) {
        this.clusters = clusters;
        this.places = places;
        this.after = after;
        this.before = new HashSet<>();
        for (List<String> keys : clusters.all()) {
            for (String key : keys) {
                Place place = places.stored(key);
                if (place != null) {
                    before.add(place.person());
                }
            }
        }
    }

    /**
     * The lines to be written.
     *
     * @param after the ids of all persons there are now
     * @param news the links that are new: what one of them joined, it caused
     * @param otherwise the cause of everything else
     */
    static List<Journal.Entry> of(
            Clusters clusters, Places places, Set<UUID> after, Collection<Link> news, String otherwise) {
        Changes changes = new Changes(clusters, places, after);
        return clusters.all().stream()
                .flatMap(keys -> changes.of(keys, Set.copyOf(news), otherwise).stream())
                .toList();
    }

    private List<Journal.Entry> of(List<String> cluster, Set<Link> news, String otherwise) {
        List<Journal.Entry> entries = new ArrayList<>();
        moved(cluster).forEach((from, keys) -> {
            UUID person = person(keys.get(0));
            List<Link> joined = crossing(keys);
            String cause = joined.stream()
                    .filter(news::contains)
                    .map(Link::cause)
                    .findFirst()
                    .orElse(otherwise);
            entries.add(new Journal.Entry(kind(person, from), person, from, keys, joined, null, cause));
        });
        return entries;
    }

    private UUID person(String key) {
        Place place = places.of(key);
        return Objects.requireNonNull(place).person();
    }

    /** The keys of a cluster that belonged to somebody else, by whom. */
    private Map<UUID, List<String>> moved(List<String> cluster) {
        Map<UUID, List<String>> moved = new TreeMap<>();
        for (String key : cluster.stream().sorted(Comparator.naturalOrder()).toList()) {
            Place was = places.stored(key);
            if (was != null && !was.person().equals(person(key))) {
                moved.computeIfAbsent(was.person(), from -> new ArrayList<>()).add(key);
            }
        }
        return moved;
    }

    private String kind(UUID person, UUID from) {
        if (!after.contains(from)) {
            return "merge";
        }
        return before.contains(person) ? "move" : "split";
    }

    /** The links that joined these keys with others. */
    private List<Link> crossing(List<String> keys) {
        Set<String> side = Set.copyOf(keys);
        return clusters.joining().stream()
                .filter(link -> side.contains(link.a()) != side.contains(link.b()))
                .toList();
    }
}
