package io.cairo.identity;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Writes down what a group of messages says about who is who in one namespace: nothing for what is known, one insert for
 * people never seen before, and everything that hangs together is worked out anew where people are merged or protected.
 */
final class Resolution {
    private final int namespace;
    private final Naming naming;
    private final PersonLimits limits;
    private final PersonIds ids;
    private final Identifiers identifiers;
    private final Links links;
    private final Journal journal;
    private final Places places;
    private final Map<Link.Pair, Instant> known = new HashMap<>();
    private final Set<Link> recorded = new HashSet<>();

    Resolution(Connection connection, int namespace, Naming naming, PersonLimits limits, PersonIds ids) {
        this.namespace = namespace;
        this.naming = naming;
        this.limits = limits;
        this.ids = ids;
        this.identifiers = new Identifiers(connection, namespace);
        this.links = new Links(connection, namespace);
        this.journal = new Journal(connection, namespace);
        this.places = new Places(identifiers);
    }

    /** @throws SQLException a unique violation if another transaction has just stored one that is new here */
    void resolve() throws SQLException {
        Map<String, Place> found = new HashMap<>();
        identifiers.find(naming.keys()).forEach(place -> found.put(place.key(), place));
        List<Link> news = unknown(found);
        Set<String> concerned = concerned(found, news);
        if (concerned.stream().anyMatch(found::containsKey)) {
            places.lockAll(concerned);
        }
        see(concerned);
        recorded.addAll(news);
        place(concerned, news);
        places.write(links, recorded);
    }

    /** To be remembered once this is committed. */
    void learn(Memory memory, long age) {
        memory.learn(age, namespace, naming.seen().keySet(), known);
    }

    /** The links that are not in the database, or not with so early a time. */
    private List<Link> unknown(Map<String, Place> found) throws SQLException {
        List<Link> all = naming.links();
        Set<Link.Pair> pairs = new HashSet<>();
        for (Link link : all) {
            known.merge(link.pair(), link.at(), Resolution::earlier);
            if (found.containsKey(link.a()) && found.containsKey(link.b())) {
                pairs.add(link.pair());
            }
        }
        Map<Link.Pair, Instant> stored = links.known(pairs);
        stored.forEach((pair, at) -> known.merge(pair, at, Resolution::earlier));
        boolean aliasesMayCountAgain = stored.keySet().stream().anyMatch(Link.Pair::alias) && links.haveCuts();
        return all.stream()
                .filter(link -> {
                    Instant at = stored.get(link.pair());
                    return at == null || link.at().isBefore(at) || (link.alias() && aliasesMayCountAgain);
                })
                .toList();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** What is new, what it is linked with, and what is seen for the first time. */
    private Set<String> concerned(Map<String, Place> found, List<Link> news) {
        Set<String> concerned = new LinkedHashSet<>();
        for (String key : naming.keys()) {
            Place place = found.get(key);
            if (place == null || (place.isUnseen() && naming.seen().containsKey(key))) {
                concerned.add(key);
            }
        }
        news.forEach(link -> {
            concerned.add(link.a());
            concerned.add(link.b());
        });
        return concerned;
    }

    /** What was only known as somebody's former id, and is named by an event at last, is theirs as if it had always been. */
    private void see(Collection<String> concerned) {
        for (String key : concerned) {
            Place place = places.of(key);
            Instant at = naming.seen().get(key);
            if (place != null && place.isUnseen() && at != null) {
                places.put(place.settledAt(place.person()).seen(at));
            }
        }
    }

    private void place(Collection<String> concerned, List<Link> news) throws SQLException {
        List<String> fresh =
                concerned.stream().filter(key -> places.of(key) == null).toList();
        List<Link> open = new CertainRefusals(places, links).without(news);
        List<Component> entangled = new ArrayList<>();
        for (Component component : Component.of(fresh, open, places)) {
            if (!placedSimply(component)) {
                entangled.add(component);
            }
        }
        recompute(entangled, news);
    }

    private boolean placedSimply(Component component) throws SQLException {
        if (component.isOnePerson(limits)) {
            join(component.fresh(), ids.next());
            return true;
        }
        if (component.persons().isEmpty()) {
            Settlement.of(
                    Clusters.of(component.fresh(), component.links(), List.of(), limits), places, ids, naming.seen());
            return true;
        }
        if (component.isAttached(Census.of(places.keysOf(component.persons())), limits)) {
            join(component.fresh(), component.persons().iterator().next());
            return true;
        }
        return false;
    }

    private void join(Collection<String> fresh, UUID person) {
        fresh.forEach(key -> places.put(Place.fresh(key, person, naming.seen().get(key))));
    }

    /** All at once, if that is not too much; else each by itself, and what is too much by itself is refused. */
    private void recompute(List<Component> entangled, List<Link> news) throws SQLException {
        if (entangled.isEmpty()) {
            return;
        }
        try {
            recomputeTogether(entangled, news);
        } catch (Closure.TooLarge e) {
            if (entangled.size() == 1) {
                refuse(entangled.get(0));
                return;
            }
            int half = entangled.size() / 2;
            recompute(entangled.subList(0, half), news);
            recompute(entangled.subList(half, entangled.size()), news);
        }
    }

    private void recomputeTogether(List<Component> entangled, List<Link> news) throws SQLException, Closure.TooLarge {
        Set<String> keys = new HashSet<>();
        for (Component component : entangled) {
            keys.addAll(component.fresh());
            keys.addAll(places.keysOf(component.persons()));
        }
        Recomputation.Result result = new Recomputation(places, links, limits).of(keys, recorded);
        Set<Link> counting = Set.copyOf(result.links());
        recorded.removeIf(link -> link.alias() && result.closure().links().contains(link) && !counting.contains(link));
        String otherwise = entangled.get(0).links().get(0).cause();
        journal.writeAll(result.settle(places, ids, naming.seen(), news, otherwise), ids.now());
    }

    /** Links with those who were there before are as if they had never been; one line tells of it. */
    private void refuse(Component component) throws SQLException {
        List<Link> refused = component.links().stream()
                .filter(link -> places.stored(link.a()) != null || places.stored(link.b()) != null)
                .toList();
        refused.forEach(recorded::remove);
        List<Link> left = component.links().stream()
                .filter(link -> !refused.contains(link))
                .toList();
        Settlement.of(Clusters.of(component.fresh(), left, List.of(), limits), places, ids, naming.seen());
        Link first = refused.get(0);
        journal.write(
                new Journal.Entry(
                        "refusal",
                        component.persons().iterator().next(),
                        null,
                        List.of(),
                        List.of(first),
                        Rule.TOO_ENTANGLED,
                        first.cause()),
                ids.now());
    }
}
