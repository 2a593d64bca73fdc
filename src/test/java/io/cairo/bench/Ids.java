package io.cairo.bench;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;

/**
 * Identifiers that never repeat in a run: UUIDs whose head is scattered, as real ones are, so that an index is hit all
 * over, and whose tail is a running number, so that a receiver can tell them apart cheaply.
 */
final class Ids {
    /** Length of an identifier in bytes. */
    static final int LENGTH = 36;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int TAIL = 24;

    /** Events of one person, on average, and among how many who came last the next event is somebody's. */
    private static final int VISIT = 10;

    private static final int VISITORS = 1_000;

    private final AtomicLong next;
    private final LongUnaryOperator people;

    /** Each event is of somebody who was never seen. */
    Ids() {
        this(new AtomicLong(1), number -> number);
    }

    private Ids(AtomicLong next, LongUnaryOperator people) {
        this.next = next;
        this.people = people;
    }

    /** The same supply of message ids, but for so many people who come again and again. */
    Ids ofPeople(long same) {
        return new Ids(next, number -> number % same);
    }

    /** The same supply, for visitors: one event in ten is of somebody new, the others of any of the last thousand. */
    Ids ofVisitors() {
        return new Ids(next, Ids::visitor);
    }

    private static long visitor(long number) {
        long newest = number / VISIT;
        return number % VISIT == 0 ? newest : Math.max(0, newest - Long.remainderUnsigned(mix(number), VISITORS));
    }

    /** A number that nobody else gets. */
    long next() {
        return next.getAndIncrement();
    }

    /** The number of the person whom that number's event is about. */
    long person(long number) {
        return people.applyAsLong(number);
    }

    /** Writes the identifier of a number; the same number gives another identifier with another salt. */
    static void write(long number, int salt, byte[] target, int at) {
        long scattered = mix(number * 4 + salt);
        for (int i = 0; i < TAIL - 1; i++) {
            target[at + i] = HEX[(int) (scattered >>> (i * 4 & 63)) & 15];
        }
        for (int dash = 8; dash < TAIL; dash += 5) {
            target[at + dash] = '-';
        }
        target[at + 14] = '4';
        target[at + 19] = 'a';
        for (int i = LENGTH - 1, shift = 0; i >= TAIL; i--, shift += 4) {
            target[at + i] = HEX[(int) (number >>> shift) & 15];
        }
    }

    /** The number of an identifier that {@link #write} wrote, or -1 if the bytes are none. */
    static long number(byte[] bytes, int at) {
        if (at + LENGTH > bytes.length) {
            return -1;
        }
        long number = 0;
        for (int i = TAIL; i < LENGTH; i++) {
            int digit = Character.digit(bytes[at + i], 16);
            if (digit < 0) {
                return -1;
            }
            number = number << 4 | digit;
        }
        return number;
    }

    /** The finalizer of SplitMix64: every bit of the result depends on every bit of the number. */
    private static long mix(long number) {
        long z = number * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
