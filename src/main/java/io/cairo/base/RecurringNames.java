package io.cairo.base;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names that come again and again, so that a text is made of each only once. There is room for a fixed number of short ones: a
 * newcomer takes the place of whichever had it, so that nobody's names fill the memory or slow down more than themselves.
 */
final class RecurringNames {
    private static final int PLACES = 4096;
    private static final int LONGEST = 40;
    private static final long ODD = 0x9E37_79B9_7F4A_7C15L;

    /** Threads write here without a lock: each sees another's name whole or not at all, and then makes it again. */
    private static final @Nullable Known[] KNOWN = new Known[PLACES];

    /** @param bytes of the name, and eight more of anything, so that all of them can be read eight at a time */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Known(String name, byte[] bytes, int length) {
        static Known of(byte[] bytes, int from, int end) {
            String name = new String(bytes, from, end - from, StandardCharsets.UTF_8);
            return new Known(name, Arrays.copyOfRange(bytes, from, end + Long.BYTES), end - from);
        }

        boolean is(byte[] other, int from, int end) {
            if (end - from != length) {
                return false;
            }
            int at = 0;
            for (; at <= length - Long.BYTES; at += Long.BYTES) {
                if (Utf8.eight(bytes, at) != Utf8.eight(other, from + at)) {
                    return false;
                }
            }
            return rest(bytes, at, length) == rest(other, from + at, end);
        }
    }

    private RecurringNames() {}

    /** What the bytes say in UTF-8. */
    static String of(byte[] bytes, int from, int end) {
        if (end - from > LONGEST) {
            return new String(bytes, from, end - from, StandardCharsets.UTF_8);
        }
        int place = place(bytes, from, end);
        Known known = KNOWN[place];
        if (known == null || !known.is(bytes, from, end)) {
            known = Known.of(bytes, from, end);
            KNOWN[place] = known;
        }
        return known.name;
    }

    private static int place(byte[] bytes, int from, int end) {
        long hash = 0;
        int at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            hash = mixed(hash ^ Utf8.eight(bytes, at));
        }
        return (int) (mixed(hash ^ rest(bytes, at, end)) >>> 40) & (PLACES - 1);
    }

    private static long mixed(long hash) {
        long product = hash * ODD;
        return product ^ (product >>> 32);
    }

    /** Fewer than eight bytes. */
    private static long rest(byte[] bytes, int from, int end) {
        if (from == end) {
            return 0;
        }
        if (from <= bytes.length - Long.BYTES) {
            return Utf8.eight(bytes, from) & (-1L >>> (Long.SIZE - Byte.SIZE * (end - from)));
        }
        long rest = 0;
        for (int at = end - 1; at >= from; at--) {
            rest = (rest << Byte.SIZE) | (bytes[at] & 0xFF);
        }
        return rest;
    }
}
