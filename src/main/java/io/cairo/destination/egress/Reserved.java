package io.cairo.destination.egress;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses that are not on the public internet.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA, IPv4 special purposes</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA, IPv6 special purposes</a>
 */
final class Reserved {
    private static final List<Cidr> RANGES = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "64:ff9b:1::/48",
                    "2001::/23",
                    "2001:db8::/32",
                    "3fff::/20")
            .map(Cidr::of)
            .toList();

    /** Nothing outside of it has been given out; loopback, link-local, private and multicast all are outside. */
    private static final Cidr GLOBAL_V6 = Cidr.of("2000::/3");

    private static final Cidr NAT64 = Cidr.of("64:ff9b::/96");
    private static final Cidr SIX_TO_FOUR = Cidr.of("2002::/16");

    private Reserved() {}

    /** Whether an address is anything but global unicast, also when it hides an IPv4 address that is. */
    static boolean contains(byte[] address) {
        if (address.length == 4) {
            return listed(address);
        }
        if (NAT64.contains(address)) {
            return listed(Arrays.copyOfRange(address, 12, 16));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return listed(Arrays.copyOfRange(address, 2, 6));
        }
        return !GLOBAL_V6.contains(address) || listed(address);
    }

    private static boolean listed(byte[] address) {
        return RANGES.stream().anyMatch(range -> range.contains(address));
    }
}
