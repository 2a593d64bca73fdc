package io.cairo.base;

/** The values of short numbers, straight from their digits. */
final class JsonNumbers {
    /** A number of so many bytes and without exponent is a quotient of two exact doubles, and so the nearest double. */
    static final int SHORT = 15;

    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14
    };

    private JsonNumbers() {}

    /** The value of a whole number that a long can hold. */
    static long whole(byte[] bytes, int from, int end) {
        boolean negative = bytes[from] == '-';
        long value = digits(0, bytes, negative ? from + 1 : from, end);
        return negative ? -value : value;
    }

    /** The double next to a number that has no exponent and at most {@value #SHORT} bytes. */
    static double fraction(byte[] bytes, int from, int end) {
        boolean negative = bytes[from] == '-';
        int whole = negative ? from + 1 : from;
        int point = whole;
        while (point < end && bytes[point] != '.') {
            point++;
        }
        long digits = digits(0, bytes, whole, point);
        double value = point == end ? digits : digits(digits, bytes, point + 1, end) / POWERS[end - point - 1];
        return negative ? -value : value;
    }

    private static long digits(long before, byte[] bytes, int from, int end) {
        long value = before;
        for (int at = from; at < end; at++) {
            value = 10 * value + bytes[at] - '0';
        }
        return value;
    }
}
