package io.cairo.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which identifiers are one person: a function of the set of links, and of nothing else. Links are looked at in the order of
 * their events' times; each joins two clusters unless a {@link Rule} speaks against it. So the same messages make the same
 * people in whichever order they arrive, and where protection must choose it is for the earlier event.
 */
final class Clusters {
    /** A link that joined nothing, and why. */
    record Refused(Link link, Rule rule) {}

    private static final class Cluster {
        private final List<String> keys = new ArrayList<>(2);
        private final Census census = new Census();
        private Map<Long, Integer> sides = Map.of();

        void take(Cluster other) {
            keys.addAll(other.keys);
            census.addAll(other.census);
            if (!other.sides.isEmpty()) {
                Map<Long, Integer> both = new HashMap<>(sides);
                other.sides.forEach((cut, side) -> both.merge(cut, side, (one, another) -> one | another));
                sides = both;
            }
        }
    }

    private final Map<String, Cluster> byKey = new HashMap<>();
    private final List<Link> joining = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private final Map<Long, Instant> cuts = new HashMap<>();
    private final PersonLimits limits;

    private Clusters(PersonLimits limits) {
        this.limits = limits;
    }

    /** The clusters that these links make of these keys, which must include every end of a link. */
    static Clusters of(Collection<String> keys, Collection<Link> links, Collection<Cut> cuts, PersonLimits limits) {
        Clusters clusters = new Clusters(limits);
        keys.forEach(clusters::add);
        cuts.forEach(clusters::cut);
        Link.thatCount(links, clusters.cuts.values()).forEach(clusters::look);
        return clusters;
    }

    /** Every cluster. */
    List<List<String>> all() {
        return byKey.values().stream().distinct().map(cluster -> cluster.keys).toList();
    }

    /** The cluster of a key. */
    List<String> of(String key) {
        Cluster cluster = byKey.get(key);
        return cluster == null ? List.of() : cluster.keys;
    }

    /** The links that joined clusters, in order: within a cluster there is one way from each key to each other. */
    List<Link> joining() {
        return joining;
    }

    /** The links that would have joined clusters, in order. */
    List<Refused> refused() {
        return refused;
    }

    private void add(String key) {
        Cluster cluster = new Cluster();
        cluster.keys.add(key);
        cluster.census.add(key);
        byKey.put(key, cluster);
    }

    private void cut(Cut cut) {
        cuts.put(cut.id(), cut.at());
        cut.sides().forEach((key, side) -> {
            Cluster cluster = byKey.get(key);
            if (cluster != null) {
                Map<Long, Integer> sides = new HashMap<>(cluster.sides);
                sides.put(cut.id(), side);
                cluster.sides = sides;
            }
        });
    }

    private void look(Link link) {
        Cluster one = cluster(link.a());
        Cluster other = cluster(link.b());
        if (one == other) {
            return;
        }
        Optional<Rule> against = against(one, other, link);
        if (against.isPresent()) {
            refused.add(new Refused(link, against.get()));
            return;
        }
        joining.add(link);
        join(one, other);
    }

    private Cluster cluster(String key) {
        Cluster cluster = byKey.get(key);
        if (cluster == null) {
            throw new IllegalArgumentException("a link to a key that is not given");
        }
        return cluster;
    }

    private void join(Cluster one, Cluster other) {
        Cluster large = one.keys.size() < other.keys.size() ? other : one;
        Cluster small = large == one ? other : one;
        large.take(small);
        small.keys.forEach(key -> byKey.put(key, large));
    }

    private Optional<Rule> against(Cluster one, Cluster other, Link link) {
        if (!link.alias() && one.census.isIdentified() && other.census.isIdentified()) {
            return Optional.of(Rule.BOTH_IDENTIFIED);
        }
        if (one.sides.entrySet().stream().anyMatch(side -> isCut(side, other, link))) {
            return Optional.of(Rule.UNMERGED);
        }
        return one.census.exceeds(other.census, limits) ? Optional.of(Rule.TOO_MANY_IDENTIFIERS) : Optional.empty();
    }

    /** A cut keeps apart what is of one side only from what is of the other only, until a later alias has joined both. */
    private boolean isCut(Map.Entry<Long, Integer> side, Cluster other, Link link) {
        int theirs = other.sides.getOrDefault(side.getKey(), 0);
        boolean opposite = side.getValue() != Cut.BOTH && theirs == Cut.BOTH - side.getValue();
        return opposite && !(link.alias() && link.at().isAfter(cutAt(side.getKey())));
    }

    private Instant cutAt(Long cut) {
        return cuts.getOrDefault(cut, Instant.MAX);
    }
}
