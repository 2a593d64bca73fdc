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

/** Works out anew who is who among all that hangs together with some keys, and locks them all. */
final class Recomputation {
    private final Places places;
    private final Links links;
    private final PersonLimits limits;

    /**
     * What was worked out.
     *
     * @param links those that count, of all
     */
    record Result(Closure closure, List<Cut> cuts, List<Link> links, Clusters clusters) {
        /** Moves identifiers to their persons, and says what that changes. */
        List<Journal.Entry> settle(
                Places places, PersonIds ids, Map<String, Instant> seen, Collection<Link> news, String otherwise)
                throws SQLException {
            Set<UUID> persons = Settlement.of(clusters, places, ids, seen);
            return Changes.of(clusters, places, persons, news, otherwise);
        }
    }

    Recomputation(Places places, Links links, PersonLimits limits) {
        this.places = places;
        this.links = links;
        this.limits = limits;
    }

    /**
     * Reads everything that hangs together with these keys and makes clusters of it.
     *
     * @param pending links that are not in the database yet
     */
    Result of(Collection<String> keys, Collection<Link> pending) throws SQLException, Closure.TooLarge {
        Closure closure = Closure.of(links, keys, pending);
        while (places.lock(closure.keys())) {
            Set<String> from = new HashSet<>(keys);
            from.addAll(closure.keys());
            closure = Closure.of(links, from, pending);
        }
        return result(closure, links.cuts(closure.keys()));
    }

    /** The same with further cuts. */
    Result with(Result result, Collection<Cut> further) {
        List<Cut> cuts = new ArrayList<>(result.cuts());
        cuts.addAll(further);
        return result(result.closure(), cuts);
    }

    private Result result(Closure closure, List<Cut> cuts) {
        List<Link> counting =
                Link.thatCount(closure.links(), cuts.stream().map(Cut::at).toList());
        return new Result(closure, cuts, counting, Clusters.of(closure.keys(), counting, cuts, limits));
    }
}
