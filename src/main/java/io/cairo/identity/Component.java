package io.cairo.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What hangs together by links that are new: persons who were there before, and identifiers that were not.
 *
 * @param persons who were there before
 * @param fresh the keys that were not
 * @param links what is new; within a person or between any of these
 */
record Component(Set<UUID> persons, List<String> fresh, List<Link> links) {

    /** The components that new links make of fresh keys and of persons who are known. */
    static List<Component> of(Collection<String> fresh, Collection<Link> links, Places places) {
        Map<String, String> parents = new HashMap<>();
        for (Link link : links) {
            parents.put(root(parents, node(link.a(), places)), root(parents, node(link.b(), places)));
        }
        Map<String, Component> byRoot = new LinkedHashMap<>();
        for (String key : fresh) {
            at(byRoot, root(parents, key)).fresh.add(key);
        }
        for (Link link : links) {
            Component component = at(byRoot, root(parents, node(link.a(), places)));
            component.links.add(link);
            component.addPerson(link.a(), places);
            component.addPerson(link.b(), places);
        }
        return List.copyOf(byRoot.values());
    }

    private static Component at(Map<String, Component> byRoot, String root) {
        return byRoot.computeIfAbsent(
                root, first -> new Component(new HashSet<>(2), new ArrayList<>(2), new ArrayList<>(2)));
    }

    private void addPerson(String key, Places places) {
        Place place = places.of(key);
        if (place != null) {
            persons.add(place.person());
        }
    }

    /** Identifiers of one person are one node; keys have a colon behind their kind and ids of persons have none. */
    private static String node(String key, Places places) {
        Place place = places.of(key);
        return place == null ? key : place.person().toString();
    }

    private static String root(Map<String, String> parents, String node) {
        String root = node;
        for (String parent = parents.get(root); parent != null && !parent.equals(root); parent = parents.get(root)) {
            root = parent;
        }
        if (!root.equals(node)) {
            parents.put(node, root);
        }
        return root;
    }

    /**
     * Whether every key of this is one person, in whichever order the links are looked at: nobody was there before, nothing
     * exceeds a limit, and no two are identified.
     */
    boolean isOnePerson(PersonLimits limits) {
        Census census = Census.of(fresh);
        return persons.isEmpty() && census.userIds() <= 1 && !new Census().exceeds(census, limits);
    }

    /**
     * Whether all that is fresh just joins the one person who was there before, and changes nothing else for anybody. Each
     * fresh key then hangs on one link like a leaf: that link joins whenever its turn comes, for the person is within the
     * limits and nobody is identified twice; and other links that were refused are refused as before, since their clusters
     * have only grown.
     */
    boolean isAttached(Census person, PersonLimits limits) {
        Census added = Census.of(fresh);
        boolean identifiedOnce = added.userIds() == 0 || (added.userIds() == 1 && !person.isIdentified());
        return persons.size() == 1 && links.size() == fresh.size() && identifiedOnce && !person.exceeds(added, limits);
    }
}
