package io.cairo.destination.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of addresses, as in {@code 10.0.0.0/8} or {@code fd00::/8}; a single address is a range of one. */
record Cidr(List<Byte> network, int bits) {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-fA-F:.]+");

    /** @throws IllegalArgumentException if it is no range, with a sentence for the operator */
    static Cidr of(String text) {
        String[] parts = text.strip().split("/", 2);
        byte[] address = literal(parts[0]).orElseThrow(() -> malformed(text)).getAddress();
        int bits = parts.length == 1 ? address.length * 8 : bits(parts[1], text);
        if (bits > address.length * 8) {
            throw malformed(text);
        }
        return new Cidr(boxed(address), bits);
    }

    /** The ranges of a list separated by commas. */
    static List<Cidr> all(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(Cidr::of)
                .toList();
    }

    /** An address written in digits; never asks a name server. */
    static Optional<InetAddress> literal(String text) {
        if (!DIGITS.matcher(text).matches() || !(text.contains(":") || Ipv4.isCanonical(text))) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    boolean contains(byte[] address) {
        if (address.length != network.size()) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (network.get(bit / 8) & mask)) {
                return false;
            }
        }
        return true;
    }

    private static int bits(String written, String text) {
        if (!written.matches("\\d{1,3}")) {
            throw malformed(text);
        }
        return Integer.parseInt(written);
    }

    private static List<Byte> boxed(byte[] bytes) {
        Byte[] boxed = new Byte[bytes.length];
        Arrays.setAll(boxed, i -> bytes[i]);
        return List.of(boxed);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "CAIRO_EGRESS_ALLOW: '" + text + "' is no range; write 10.0.0.0/8,fd00::/8");
    }
}
