package io.cairo.suppression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The marks of all identifiers that the gate looks out for, at one revision; eight bytes each. Never changes. */
final class Marks {
    static final Marks NONE = new Marks(-1, Map.of());

    private final long revision;
    private final Map<Integer, MarkSet> byNamespace;

    private Marks(long revision, Map<Integer, MarkSet> byNamespace) {
        this.revision = revision;
        this.byNamespace = byNamespace;
    }

    /** A mark and where it counts. */
    record Mark(int namespace, long mark) {}

    long revision() {
        return revision;
    }

    boolean any(int namespace) {
        return byNamespace.containsKey(namespace);
    }

    boolean has(int namespace, long mark) {
        MarkSet marks = byNamespace.get(namespace);
        return marks != null && marks.has(mark);
    }

    /** These and others, as they are at a later revision. */
    Marks plus(long later, List<Mark> added) {
        Map<Integer, List<Long>> more = new HashMap<>();
        added.forEach(mark ->
                more.computeIfAbsent(mark.namespace(), any -> new ArrayList<>()).add(mark.mark()));
        Map<Integer, MarkSet> all = new HashMap<>(byNamespace);
        more.forEach((namespace, marks) ->
                all.put(namespace, all.getOrDefault(namespace, MarkSet.EMPTY).plus(marks)));
        return new Marks(later, all);
    }
}
