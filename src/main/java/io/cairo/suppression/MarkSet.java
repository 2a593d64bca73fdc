package io.cairo.suppression;

import java.util.List;

/**
 * Marks of one namespace, in an open hash table: every name of every message is looked up, and nearly none is there. Marks are
 * keyed hashes already, so their own bits say where they belong, and nobody can choose those that meet. Never changes.
 */
final class MarkSet {
    static final MarkSet EMPTY = new MarkSet(0);

    private static final long NOTHING = 0;

    /** At most half full, so that looking ends soon. */
    private final long[] table;

    private int size;
    /** Since zero says that nothing is there. */
    private boolean hasZero;

    private MarkSet(int expected) {
        table = new long[Integer.highestOneBit(Math.max(1, expected)) * 4];
    }

    boolean has(long mark) {
        return mark == NOTHING ? hasZero : table[place(mark)] == mark;
    }

    /** These and others. */
    MarkSet plus(List<Long> others) {
        MarkSet all = new MarkSet(size + others.size());
        all.hasZero = hasZero;
        for (long mark : table) {
            if (mark != NOTHING) {
                all.add(mark);
            }
        }
        others.forEach(all::add);
        return all;
    }

    private void add(long mark) {
        if (mark == NOTHING) {
            hasZero = true;
            return;
        }
        int place = place(mark);
        size += table[place] == mark ? 0 : 1;
        table[place] = mark;
    }

    /** Where the mark is, or would be. */
    private int place(long mark) {
        int place = (int) mark & (table.length - 1);
        while (table[place] != NOTHING && table[place] != mark) {
            place = (place + 1) & (table.length - 1);
        }
        return place;
    }
}
