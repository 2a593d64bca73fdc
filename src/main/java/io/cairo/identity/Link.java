package io.cairo.identity;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two identifiers that something named together.
 *
 * @param a the key of one, the smaller
 * @param b the key of the other
 * @param at when it happened, in whole microseconds
 * @param alias whether somebody said that they are the same, and they did not only occur together
 * @param cause the message, by its id
 */
record Link(String a, String b, Instant at, boolean alias, String cause) {
    /** In the order in which links are looked at, which has nothing to do with the order in which they arrived. */
    static final Comparator<Link> ORDER = Comparator.comparing(Link::at)
            .thenComparing(Link::a)
            .thenComparing(Link::b)
            .thenComparing(Link::alias);

    /** What a link is about, without its time. */
    record Pair(String a, String b, boolean alias) {}

    /** The link between two keys, in whichever order they are given. */
    static Link of(String one, String other, Instant at, boolean alias, String cause) {
        boolean inOrder = one.compareTo(other) < 0;
        return new Link(inOrder ? one : other, inOrder ? other : one, at.truncatedTo(ChronoUnit.MICROS), alias, cause);
    }

    Pair pair() {
        return new Pair(a, b, alias);
    }

    boolean touches(String key) {
        return a.equals(key) || b.equals(key);
    }

    /** The end that is not this one. */
    String opposite(String key) {
        return a.equals(key) ? b : a;
    }

    /**
     * Those that count, in order: of each pair the earliest, and of aliases also the earliest after each cut. So it does not
     * matter which others are known.
     */
    static List<Link> thatCount(Collection<Link> links, Collection<Instant> cuts) {
        Map<Pair, List<Link>> byPair = new HashMap<>();
        links.forEach(link ->
                byPair.computeIfAbsent(link.pair(), pair -> new ArrayList<>(2)).add(link));
        List<Link> counting = new ArrayList<>(byPair.size());
        byPair.values().forEach(same -> addThatCount(same, cuts, counting));
        counting.sort(ORDER);
        return counting;
    }

    private static void addThatCount(List<Link> same, Collection<Instant> cuts, List<Link> counting) {
        Link first = same.get(0);
        if (same.size() == 1) {
            counting.add(first);
            return;
        }
        same.sort(ORDER);
        first = same.get(0);
        counting.add(first);
        if (first.alias()) {
            cuts.stream()
                    .flatMap(cut ->
                            same.stream().filter(link -> link.at().isAfter(cut)).limit(1))
                    .filter(link -> !link.equals(same.get(0)))
                    .distinct()
                    .forEach(counting::add);
        }
    }
}
