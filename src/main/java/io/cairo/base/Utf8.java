package io.cairo.base;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Characters among bytes, of which JSON takes only well-formed ones.
 *
 * @see <a href="https://www.unicode.org/versions/latest/core-spec/chapter-3/#G27506">Well-formed UTF-8</a>
 */
final class Utf8 {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long HIGHEST = EACH << 7;

    private Utf8() {}

    /** Eight bytes, the first of which is the lowest. */
    static long eight(byte[] bytes, int at) {
        return (long) EIGHT.get(bytes, at);
    }

    /** Behind the byte order mark, if there is one. */
    static int afterMark(byte[] bytes, int from, int end) {
        boolean marked = end - from >= 3
                && bytes[from] == (byte) 0xEF
                && bytes[from + 1] == (byte) 0xBB
                && bytes[from + 2] == (byte) 0xBF;
        return marked ? from + 3 : from;
    }

    /** The first byte that means something in a JSON text or is not ASCII; the end if there is none. */
    static int notable(byte[] bytes, int from, int end) {
        int at = from;
        while (at <= end - Long.BYTES) {
            long notable = notable(eight(bytes, at));
            if (notable != 0) {
                return at + (Long.numberOfTrailingZeros(notable) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < end && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** The highest bit of the first of eight bytes that is notable, and perhaps bits above. */
    private static long notable(long eight) {
        long quote = eight ^ (EACH * '"');
        long backslash = eight ^ (EACH * '\\');
        long ascii = ((quote - EACH) & ~quote) | ((backslash - EACH) & ~backslash) | ((eight - EACH * ' ') & ~eight);
        return (ascii | eight) & HIGHEST;
    }

    /** The first quote or backslash; the end, or behind it, if there is none. */
    static int special(byte[] bytes, int from, int end) {
        int at = from;
        while (at <= end - Long.BYTES) {
            long special = special(eight(bytes, at));
            if (special != 0) {
                return at + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < end && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** The highest bit of the first of eight bytes that is a quote or backslash, and perhaps bits above. */
    private static long special(long eight) {
        long quote = eight ^ (EACH * '"');
        long backslash = eight ^ (EACH * '\\');
        return (((quote - EACH) & ~quote) | ((backslash - EACH) & ~backslash)) & HIGHEST;
    }

    /** How many bytes the well-formed character has that begins here; 0 if none does. */
    static int length(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || end - at < length || !isCharacter(first, bytes[at + 1] & 0xFF)) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if (isFirst(bytes[at + i])) {
                return 0;
            }
        }
        return length;
    }

    /** Whether the first two bytes begin what could not be written shorter, is no surrogate and is in Unicode. */
    private static boolean isCharacter(int first, int second) {
        return switch (first) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second < 0xA0;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second < 0x90;
            default -> true;
        };
    }

    private static boolean isFirst(byte b) {
        return (b & 0xC0) != 0x80;
    }

    /** How many characters there are, if all are well-formed. */
    static int codePoints(byte[] bytes, int from, int end) {
        int found = 0;
        for (int at = from; at < end; at++) {
            found += isFirst(bytes[at]) ? 1 : 0;
        }
        return found;
    }
}
