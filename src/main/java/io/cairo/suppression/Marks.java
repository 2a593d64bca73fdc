package io.cairo.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The marks of all identifiers that the gate looks out for, at one revision; sorted, eight bytes each. Never changes. */
final class Marks {
    static final Marks NONE = new Marks(-1, Map.of());

    private static final long[] EMPTY = {};

    private final long revision;
    private final Map<Integer, long[]> sorted;

    private Marks(long revision, Map<Integer, long[]> sorted) {
        this.revision = revision;
        this.sorted = sorted;
    }

    /** A mark and where it counts. */
    record Mark(int namespace, long mark) {}

    long revision() {
        return revision;
    }

    boolean any(int namespace) {
        return sorted.containsKey(namespace);
    }

    boolean has(int namespace, long mark) {
        return Arrays.binarySearch(sorted.getOrDefault(namespace, EMPTY), mark) >= 0;
    }

    /** These and others, as they are at a later revision. */
    Marks plus(long later, List<Mark> added) {
        Map<Integer, long[]> all = new HashMap<>(sorted);
        Map<Integer, List<Long>> byNamespace = new HashMap<>();
        added.forEach(mark -> byNamespace
                .computeIfAbsent(mark.namespace(), any -> new ArrayList<>())
                .add(mark.mark()));
        byNamespace.forEach((namespace, marks) -> all.merge(namespace, sorted(marks), Marks::merged));
        return new Marks(later, all);
    }

    private static long[] sorted(List<Long> marks) {
        return marks.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private static long[] merged(long[] some, long[] others) {
        long[] all = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        Arrays.sort(all);
        return all;
    }
}
