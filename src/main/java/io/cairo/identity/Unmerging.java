package io.cairo.identity;

import io.cairo.base.Database;
import io.cairo.base.Problem;
import io.cairo.message.Identifier;
import io.cairo.message.Person;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Parts who was taken for one person. What is parted is not joined again by anything observed, before or after, but only by a
 * later alias. Call inside a transaction.
 */
@ApplicationScoped
public class Unmerging {
    @Inject
    Database database;

    @Inject
    Graph graph;

    @Inject
    Protection protection;

    @Inject
    Clock clock;

    /**
     * Parts one identifier from a person, with what belongs to them only because of it.
     *
     * @param cause the call and its key, by id
     * @throws Problem NOT_FOUND if the person has no such identifier, CONFLICT if it is their only one, or if too much hangs
     *     together here
     */
    public Unmerged part(int namespace, UUID person, Identifier identifier, String cause) {
        return database.with(connection -> {
            Places places = new Places(new Identifiers(connection, namespace));
            places.lockAll(List.of(identifier.key()));
            Place place = places.of(identifier.key());
            if (place == null || !place.person().equals(person)) {
                throw new Problem(
                        Problem.Code.NOT_FOUND,
                        "identifier: is not one of this person's; resolve_identity shows those that are");
            }
            Recomputation.Result result = recomputed(connection, namespace, places, List.of(place.key()));
            Place rest = places.keysOf(Set.of(person)).stream()
                    .filter(key -> !key.equals(place.key()))
                    .map(places::of)
                    .filter(Objects::nonNull)
                    .min(Place.WEIGHT)
                    .orElseThrow(() -> new Problem(
                            Problem.Code.CONFLICT,
                            "identifier: is the only one of this person; there is nothing to part it from"));
            Link last = Closure.way(joining(result, place.key()), place.key(), rest.key())
                    .get(0);
            return part(connection, namespace, places, result, Set.of(last), Set.of(place.key()), false, cause);
        });
    }

    /** Who has the identifiers now that a line of the journal is about; empty if there is no such line. */
    public List<Person> concerned(int namespace, long change) {
        return database.with(connection -> new Journal(connection, namespace).find(change))
                .map(line -> graph.people(namespace, line.change().identifiers()))
                .orElse(List.of());
    }

    /**
     * Undoes a merge or a move of the journal; what was moved goes back to whom it was taken from.
     *
     * @param change the line's id
     * @param cause the call and its key, by id
     * @throws Problem NOT_FOUND if there is no such line, CONFLICT if it is none that can be undone or was undone already, or
     *     if too much hangs together here
     */
    public Unmerged undo(int namespace, long change, String cause) {
        return database.with(connection -> {
            Journal.Line line = new Journal(connection, namespace)
                    .find(change)
                    .orElseThrow(() -> new Problem(
                            Problem.Code.NOT_FOUND,
                            "change_id: no merge has the id %d in this namespace; resolve_identity shows those there are"
                                    .formatted(change)));
            if (line.joined().isEmpty()
                    || line.change().rule() != null
                    || line.change().kind().equals("unmerge")) {
                throw new Problem(
                        Problem.Code.CONFLICT,
                        "change_id: %d is a %s, and only what joined people can be undone"
                                .formatted(change, line.change().kind()));
            }
            boolean isMove = line.change().kind().equals("move");
            Set<String> moved =
                    line.change().identifiers().stream().map(Identifier::key).collect(Collectors.toSet());
            Places places = new Places(new Identifiers(connection, namespace));
            Recomputation.Result result = recomputed(connection, namespace, places, moved);
            Set<Link> removed = lastOnTheWays(result, line.joined());
            if (removed.isEmpty()) {
                throw new Problem(
                        Problem.Code.CONFLICT,
                        "change_id: those whom %d joined are not one person any more".formatted(change));
            }
            return part(connection, namespace, places, result, removed, moved, isMove, cause);
        });
    }

    /** Of each way that leads from one to the other, the link that came last, until there is none. */
    private static Set<Link> lastOnTheWays(Recomputation.Result result, List<Link.Pair> pairs) {
        Set<Link> removed = new LinkedHashSet<>();
        for (Link.Pair pair : pairs) {
            List<Link> tree = joining(result, pair.a()).stream()
                    .filter(link -> !removed.contains(link))
                    .toList();
            Closure.way(tree, pair.a(), pair.b()).stream().max(Link.ORDER).ifPresent(removed::add);
        }
        return removed;
    }

    private Recomputation.Result recomputed(
            Connection connection, int namespace, Places places, Collection<String> keys) throws SQLException {
        try {
            places.lockAll(keys);
            return recomputation(connection, namespace, places).of(keys, List.of());
        } catch (Closure.TooLarge e) {
            throw new Problem(
                    Problem.Code.CONFLICT,
                    "This person hangs together with so many others that nobody can be parted from them: more than %d links"
                            .formatted(Closure.MOST_LINKS));
        }
    }

    private Recomputation recomputation(Connection connection, int namespace, Places places) {
        return new Recomputation(places, new Links(connection, namespace), protection.limits());
    }

    /** The links that made the cluster of a key. */
    private static List<Link> joining(Recomputation.Result result, String key) {
        Set<String> cluster = new HashSet<>(result.clusters().of(key));
        return result.clusters().joining().stream()
                .filter(link -> cluster.contains(link.a()))
                .toList();
    }

    /** Cuts a person in two at links that joined both sides, and settles what comes of it. */
    private Unmerged part(
            Connection connection,
            int namespace,
            Places places,
            Recomputation.Result whole,
            Set<Link> at,
            Set<String> keys,
            boolean mayGoBack,
            String cause)
            throws SQLException {
        Map<String, Integer> sides = sides(whole, at, keys);
        List<String> parted = sides.entrySet().stream()
                .filter(side -> side.getValue() == Cut.ONE)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        Set<UUID> before = persons(places, sides.keySet());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Links links = new Links(connection, namespace);
        Journal journal = new Journal(connection, namespace);
        List<Cut> drafts = new ArrayList<>();
        drafts.add(new Cut(-1, later(now, whole.links()), sides));
        Recomputation recomputation = recomputation(connection, namespace, places);
        Recomputation.Result result = recomputation.with(whole, drafts);
        while (!mayGoBack && addCuts(result, drafts)) {
            result = recomputation.with(whole, drafts);
        }
        List<Journal.Entry> entries = result.settle(places, new PersonIds(clock), Map.of(), List.of(), cause);
        places.write(links, List.of());
        UUID former = before.iterator().next();
        long change = journal.write(
                new Journal.Entry(
                        "unmerge", placed(places, parted.get(0)), former, parted, List.copyOf(at), null, cause),
                now);
        for (Cut draft : drafts) {
            links.cut(new Cut(draft.id() == -1 ? change : links.nextCut(), draft.at(), draft.sides()));
        }
        journal.writeAll(
                entries.stream()
                        .filter(entry -> !sides.keySet().containsAll(entry.keys())) // somebody else was changed, too
                        .toList(),
                now);
        return new Unmerged(change, people(namespace, places, sides.keySet(), former));
    }

    /**
     * Who was parted is not to be joined with others instead, by links that could not join them before.
     *
     * @return whether cuts were added
     */
    private static boolean addCuts(Recomputation.Result result, List<Cut> drafts) {
        Set<String> parted = drafts.get(0).sides().keySet();
        int before = drafts.size();
        for (List<String> cluster : result.clusters().all()) {
            Map<String, Integer> sides = new HashMap<>();
            cluster.forEach(key -> sides.put(key, parted.contains(key) ? Cut.ONE : Cut.OTHER));
            if (Set.copyOf(sides.values()).size() == 2) {
                drafts.add(new Cut(-1L - drafts.size(), drafts.get(0).at(), sides));
            }
        }
        return drafts.size() > before;
    }

    /** A cut is later than everything that it cuts, also if some clock was ahead. */
    private static Instant later(Instant now, List<Link> links) {
        return links.stream()
                .map(Link::at)
                .max(Comparator.naturalOrder())
                .filter(now::isBefore)
                .orElse(now);
    }

    /** One side is what still hangs on these keys without those links, the other is the rest. */
    private static Map<String, Integer> sides(Recomputation.Result whole, Set<Link> removed, Set<String> keys) {
        String any = removed.iterator().next().a();
        List<String> cluster = whole.clusters().of(any);
        List<Link> tree = joining(whole, any).stream()
                .filter(link -> !removed.contains(link))
                .toList();
        Set<String> one = new HashSet<>(keys);
        one.retainAll(cluster);
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Link link : tree) {
                grows |= one.contains(link.a()) ? one.add(link.b()) : one.contains(link.b()) && one.add(link.a());
            }
        }
        Map<String, Integer> sides = new HashMap<>();
        cluster.forEach(each -> sides.put(each, one.contains(each) ? Cut.ONE : Cut.OTHER));
        return sides;
    }

    private static Set<UUID> persons(Places places, Collection<String> keys) {
        Set<UUID> persons = new HashSet<>();
        keys.forEach(key -> persons.add(placed(places, key)));
        return persons;
    }

    private static UUID placed(Places places, String key) {
        return Objects.requireNonNull(places.of(key)).person();
    }

    private List<Person> people(int namespace, Places places, Collection<String> keys, UUID former) {
        return persons(places, keys).stream()
                .sorted(Comparator.comparing((UUID id) -> !id.equals(former)).thenComparing(Comparator.naturalOrder()))
                .flatMap(id -> graph.person(namespace, id).stream())
                .toList();
    }
}
