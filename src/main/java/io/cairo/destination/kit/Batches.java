package io.cairo.destination.kit;

import io.cairo.destination.Parcel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fills requests with events. The events of one person keep their order, also where they go to different routes: before an
 * event joins a batch, the open batches of other routes that carry something of the same person are closed.
 */
final class Batches {
    private final Map<Route, Batch> open = new LinkedHashMap<>();
    private final List<Batch> closed = new ArrayList<>();

    /** What one request carries. */
    static final class Batch {
        private final Route route;
        private final List<Parcel> parcels = new ArrayList<>();
        private final List<byte[]> items = new ArrayList<>();
        private final Set<String> singles = new HashSet<>();
        private final Set<String> subjects = new HashSet<>();
        private int bytes;

        Batch(Route route) {
            this.route = route;
        }

        Route route() {
            return route;
        }

        List<Parcel> parcels() {
            return List.copyOf(parcels);
        }

        List<byte[]> items() {
            return List.copyOf(items);
        }

        private boolean takes(Fit fit, Bound bound) {
            return items.size() < bound.count()
                    && bytes + fit.item().length + items.size() <= bound.bytes()
                    && !singles.contains(fit.single());
        }

        private boolean carries(List<String> people) {
            return people.stream().anyMatch(subjects::contains);
        }

        private void add(Incoming event, Fit fit) {
            parcels.add(event.parcel());
            items.add(fit.item());
            subjects.addAll(event.subjects());
            bytes += fit.item().length;
            if (!fit.single().isEmpty()) {
                singles.add(fit.single());
            }
        }
    }

    void add(Incoming event, Fit fit, Route route, Bound bound) {
        closeOthers(route, event.subjects());
        Batch batch = open.get(route);
        if (batch != null && !batch.takes(fit, bound)) {
            close(batch);
        }
        open.computeIfAbsent(route, Batch::new).add(event, fit);
    }

    /** All batches, in the order in which they are to be sent. Nothing can be added afterwards. */
    List<Batch> finished() {
        closed.addAll(open.values());
        open.clear();
        return closed;
    }

    private void close(Batch batch) {
        open.remove(batch.route());
        closed.add(batch);
    }

    private void closeOthers(Route route, List<String> subjects) {
        Iterator<Batch> others = open.values().iterator();
        while (others.hasNext()) {
            Batch other = others.next();
            if (!other.route().equals(route) && other.carries(subjects)) {
                others.remove();
                closed.add(other);
            }
        }
    }
}
