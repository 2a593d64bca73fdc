package io.cairo.delivery;

import java.util.ArrayList;
import java.util.List;

/** Deals events out to lanes, all of one subject to the same one and in their order. */
final class Lanes {
    static final int COUNT = 4;

    private Lanes() {}

    /**
     * The lanes that are not empty.
     *
     * @param wanted how many lanes there is enough to do for; at most {@link #COUNT} come
     */
    static List<List<Pending>> deal(List<Pending> events, int wanted) {
        int count = Math.max(1, Math.min(COUNT, wanted));
        List<List<Pending>> lanes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lanes.add(new ArrayList<>());
        }
        events.forEach(event -> lanes.get(of(event.subject(), count)).add(event));
        lanes.removeIf(List::isEmpty);
        return lanes;
    }

    static int of(String subject, int count) {
        int hash = subject.hashCode();
        return Math.floorMod(hash ^ (hash >>> 16), count);
    }
}
