package io.cairo.base;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Remembers the keys of the objects that are open, to notice one that comes twice. */
final class KeyCheck {
    private @Nullable Keys innermost;
    private @Nullable Keys free;

    /** @throws RepeatedKey if the cursor stands on a key that its object had before */
    void met(JsonCursor cursor) {
        switch (cursor.token()) {
            case START_OBJECT -> enter();
            case END_OBJECT -> leave();
            case FIELD_NAME -> meet(cursor.name());
            default -> {}
        }
    }

    private void enter() {
        Keys keys = free == null ? new Keys() : free;
        free = keys.outer;
        keys.outer = innermost;
        innermost = keys;
    }

    private void leave() {
        Keys left = innermost;
        if (left != null) {
            innermost = left.outer;
            left.clear();
            left.outer = free;
            free = left;
        }
    }

    private void meet(String key) {
        if (innermost != null && !innermost.add(key)) {
            throw new RepeatedKey();
        }
    }

    /** The keys of one object: a few are looked through, many are hashed, in a way that no choice of keys makes slow. */
    private static final class Keys {
        private static final int FEW = 24;

        private final String[] few = new String[FEW];
        private int count;
        /** A bit for each key; whose bit is not yet set was not there. */
        private long bits;

        private @Nullable Set<String> many;
        private @Nullable Keys outer;

        boolean add(String key) {
            if (many != null) {
                return many.add(key);
            }
            long bit = 1L << key.hashCode();
            if ((bits & bit) != 0 && Arrays.asList(few).subList(0, count).contains(key)) {
                return false;
            }
            bits |= bit;
            if (count == FEW) {
                many = new HashSet<>(Arrays.asList(few));
                return many.add(key);
            }
            few[count++] = key;
            return true;
        }

        void clear() {
            count = 0;
            bits = 0;
            many = null;
        }
    }
}
