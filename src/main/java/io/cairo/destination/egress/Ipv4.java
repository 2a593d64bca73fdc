package io.cairo.destination.egress;

import java.util.regex.Pattern;

/** Tells the one plain way to write an IPv4 address from the many that readers understand differently. */
final class Ipv4 {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern CANONICAL = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?(\\d[^.]*)?");

    private Ipv4() {}

    /** Four decimal numbers without leading zeros. */
    static boolean isCanonical(String host) {
        return CANONICAL.matcher(host).matches();
    }

    /** Whether some reader may take it for an address although it is not written plainly: {@code 0x7f.1}, {@code 017700000001}. */
    static boolean isOdd(String host) {
        return !isCanonical(host) && NUMERIC_END.matcher(host).matches();
    }
}
