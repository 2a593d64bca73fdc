package io.cairo.identity;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Finds links that are refused whatever else there is, because both ends are identified before it is their turn: people who
 * share a device or an address. Such a link changes nothing for anybody, so nothing has to be worked out anew; where many
 * people share something, that would be much.
 *
 * <p>An end is identified for certain if it is a user id, or was linked earlier with a user id of its person and nobody there
 * was ever unmerged: whichever way that link went, from then on its cluster had a user id.
 */
final class CertainRefusals {
    private final Places places;
    private final Links table;

    CertainRefusals(Places places, Links table) {
        this.places = places;
        this.table = table;
    }

    /** The links that are left to be looked at. */
    List<Link> without(Collection<Link> links) throws SQLException {
        List<Link> candidates = links.stream().filter(this::isCandidate).toList();
        if (candidates.isEmpty()) {
            return List.copyOf(links);
        }
        Map<Link.Pair, Instant> known = table.known(pairs(candidates));
        Set<String> cut = cut(candidates);
        Set<Link> refused = new HashSet<>();
        for (Link link : candidates) {
            if (isIdentified(link.a(), link.at(), known, cut) && isIdentified(link.b(), link.at(), known, cut)) {
                refused.add(link);
            }
        }
        return links.stream().filter(link -> !refused.contains(link)).toList();
    }

    private boolean isCandidate(Link link) {
        return !link.alias() && mayBeIdentified(link.a()) && mayBeIdentified(link.b()) && areApart(link);
    }

    private boolean mayBeIdentified(String key) {
        return Census.isUserId(key) || !userIds(key).isEmpty();
    }

    private boolean areApart(Link link) {
        Place one = places.of(link.a());
        Place other = places.of(link.b());
        return one == null || other == null || !one.person().equals(other.person());
    }

    /** The user ids of the person to whom a key belongs; none if it is new. */
    private List<String> userIds(String key) {
        Place place = places.of(key);
        return place == null ? List.of() : userIds(place.person());
    }

    private List<String> userIds(UUID person) {
        return places.keysOf(Set.of(person)).stream().filter(Census::isUserId).toList();
    }

    private List<Link.Pair> pairs(List<Link> candidates) {
        List<Link.Pair> pairs = new ArrayList<>();
        for (Link link : candidates) {
            addPairs(link.a(), pairs);
            addPairs(link.b(), pairs);
        }
        return pairs;
    }

    private void addPairs(String key, List<Link.Pair> pairs) {
        if (!Census.isUserId(key)) {
            userIds(key).forEach(userId -> pairs.add(pair(key, userId)));
        }
    }

    private static Link.Pair pair(String key, String userId) {
        return Link.of(key, userId, Instant.EPOCH, false, "").pair();
    }

    private Set<String> cut(List<Link> candidates) throws SQLException {
        Set<UUID> persons = new HashSet<>();
        for (Link link : candidates) {
            for (String key : List.of(link.a(), link.b())) {
                Place place = places.of(key);
                if (place != null) {
                    persons.add(place.person());
                }
            }
        }
        Set<String> cut = new HashSet<>();
        table.cuts(places.keysOf(persons))
                .forEach(each -> cut.addAll(each.sides().keySet()));
        return cut;
    }

    private boolean isIdentified(String key, Instant before, Map<Link.Pair, Instant> known, Set<String> cut) {
        Place place = places.of(key);
        if (Census.isUserId(key)) {
            return true;
        }
        if (place == null || places.keysOf(Set.of(place.person())).stream().anyMatch(cut::contains)) {
            return false;
        }
        return userIds(key).stream().anyMatch(userId -> {
            Instant at = known.get(pair(key, userId));
            return at != null && at.isBefore(before);
        });
    }
}
