package io.cairo.identity;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that hangs together with some identifiers by links, joined or refused.
 *
 * @param keys the identifiers
 * @param links all links among them that may count
 */
record Closure(Set<String> keys, Set<Link> links) {
    /** So many links are worked out anew; where more hang together, protection refuses. */
    static final int MOST_LINKS = 10_000;

    /** Thrown where more hangs together than can be worked out. */
    static final class TooLarge extends Exception {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("more than " + MOST_LINKS + " links hang together", null, false, false);
        }
    }

    /** Reads it from the database. */
    static Closure of(Links table, Collection<String> from) throws SQLException, TooLarge {
        return of(table, from, List.of());
    }

    /**
     * Reads it from the database.
     *
     * @param pending links that are not there yet
     */
    static Closure of(Links table, Collection<String> from, Collection<Link> pending) throws SQLException, TooLarge {
        Map<String, List<Link>> byEnd = new HashMap<>();
        for (Link link : pending) {
            byEnd.computeIfAbsent(link.a(), end -> new ArrayList<>()).add(link);
            byEnd.computeIfAbsent(link.b(), end -> new ArrayList<>()).add(link);
        }
        Closure closure = new Closure(new LinkedHashSet<>(from), new LinkedHashSet<>());
        Set<String> next = new HashSet<>(from);
        while (!next.isEmpty()) {
            List<Link> found = new ArrayList<>(table.touching(next, MOST_LINKS + 1));
            next.forEach(key -> found.addAll(byEnd.getOrDefault(key, List.of())));
            next = closure.add(found);
            if (closure.links.size() > MOST_LINKS) {
                throw new TooLarge();
            }
        }
        return closure;
    }

    private Set<String> add(List<Link> found) {
        Set<String> added = new HashSet<>();
        for (Link link : found) {
            links.add(link);
            addEnd(link.a(), added);
            addEnd(link.b(), added);
        }
        return added;
    }

    private void addEnd(String key, Set<String> added) {
        if (keys.add(key)) {
            added.add(key);
        }
    }

    /** The way from one key to another over links of which there is only one way. */
    static List<Link> way(Collection<Link> tree, String from, String to) {
        ArrayDeque<List<Link>> ways = new ArrayDeque<>();
        Set<String> reached = new HashSet<>(Set.of(from));
        ways.add(List.of());
        while (!ways.isEmpty()) {
            List<Link> way = ways.remove();
            String end = end(way, from);
            if (end.equals(to)) {
                return way;
            }
            for (Link link : tree) {
                if (link.touches(end) && reached.add(link.opposite(end))) {
                    List<Link> further = new ArrayList<>(way);
                    further.add(link);
                    ways.add(further);
                }
            }
        }
        return List.of();
    }

    private static String end(List<Link> way, String from) {
        String end = from;
        for (Link link : way) {
            end = link.opposite(end);
        }
        return end;
    }
}
