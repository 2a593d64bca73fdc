package io.cairo.destination.egress;

import java.net.URI;
import java.util.Locale;

/** The parts of an address, each refused if readers could disagree about it. */
final class Urls {
    private static final int LONGEST = 2048;

    private Urls() {}

    /** The host in lower case, an IPv6 address without its brackets. */
    static String host(URI uri) throws EgressRefused {
        scheme(uri);
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

    static String scheme(URI uri) throws EgressRefused {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new EgressRefused("an address begins with https:// or http://");
        }
        return scheme;
    }

    static int port(URI uri) throws EgressRefused {
        int port = uri.getPort();
        if (port == 0 || port > 65_535) {
            throw new EgressRefused("a port is 1 to 65535");
        }
        if (port > 0) {
            return port;
        }
        return scheme(uri).equals("https") ? 443 : 80;
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
