package io.cairo.destination.egress;

import io.cairo.destination.Reach;
import java.net.URI;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The parts of an address, each refused if readers could disagree about it. */
final class Urls {
    private static final int LONGEST = 2048;
    private static final Map<String, Integer> PORTS = Map.of(
            "https",
            443,
            "http",
            80,
            "kafka",
            9092,
            "kafka+tls",
            9093,
            "postgresql",
            5432,
            "postgresql+tls",
            5432,
            "redis",
            6379,
            "rediss",
            6379);

    private Urls() {}

    /** The host in lower case, an IPv6 address without its brackets. */
    static String host(URI uri, Reach reach) throws EgressRefused {
        scheme(uri, reach);
        if (uri.toString().length() > LONGEST) {
            throw new EgressRefused("an address may have at most " + LONGEST + " characters");
        }
        String authority = uri.getRawAuthority();
        if (authority != null && authority.contains("@")) {
            throw new EgressRefused("an address may not hold a user or a password; use a header");
        }
        String host = uri.getHost();
        if (host == null) {
            throw new EgressRefused(
                    "the host cannot be read; write a name in ASCII (IDN as xn--...) or an address in digits");
        }
        return plain(host.toLowerCase(Locale.ROOT));
    }

    static String scheme(URI uri, Reach reach) throws EgressRefused {
        String scheme = scheme(uri);
        if (!PORTS.containsKey(scheme) || !reach.schemes().contains(scheme)) {
            throw new EgressRefused("an address begins with "
                    + reach.schemes().stream().sorted(Comparator.reverseOrder()).collect(Collectors.joining(":// or "))
                    + "://");
        }
        return scheme;
    }

    /** In lower case; empty if there is none. */
    static String scheme(URI uri) {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }

    static int port(URI uri) throws EgressRefused {
        int port = uri.getPort();
        if (port == 0 || port > 65_535) {
            throw new EgressRefused("a port is 1 to 65535");
        }
        if (port > 0) {
            return port;
        }
        return PORTS.getOrDefault(scheme(uri), 80);
    }

    static String path(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static String plain(String host) throws EgressRefused {
        if (host.startsWith("[")) {
            return v6(host.substring(1, host.length() - 1));
        }
        if (host.endsWith(".") || Ipv4.isOdd(host)) {
            throw new EgressRefused(
                    "write the host plainly: no dot at its end, an IPv4 address as four decimal numbers");
        }
        return host;
    }

    private static String v6(String address) throws EgressRefused {
        if (address.contains("%")) {
            throw new EgressRefused("an IPv6 address may not name a zone");
        }
        return address;
    }
}
