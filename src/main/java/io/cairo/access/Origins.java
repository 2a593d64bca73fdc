package io.cairo.access;

import java.net.URI;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may call: a browser says in {@code Origin} whose script it runs. Pages of this machine and of a
 * configured list may; so a foreign page cannot use a person's browser to reach a Cairo behind their firewall. That the
 * page and the request name the same host proves nothing: a host name can be pointed at any address.
 *
 * @param allowed further origins: {@code https://app.example.com}
 */
public record Origins(Set<String> allowed) {

    /** Whether a request with these headers may be answered; one without {@code Origin} comes from no page. */
    public boolean allow(@Nullable String origin) {
        return origin == null || allowed.contains(origin) || isLoopback(authority(origin));
    }

    /**
     * Whether a request is this machine's own, which alone open mode trusts: it comes from here, through no proxy, names
     * this machine as its host (a name that an attacker points to 127.0.0.1 does not) and comes from no foreign page.
     *
     * @param address the peer's address in digits
     */
    public static boolean isLocal(String address, Function<String, @Nullable String> header) {
        String host = header.apply("Host");
        String origin = header.apply("Origin");
        return Credentials.isLocal(address, header)
                && (host == null || isLoopback(host))
                && (origin == null || isLoopback(authority(origin)));
    }

    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static boolean isLoopback(String authority) {
        String host = authority.startsWith("[")
                ? authority.substring(0, authority.indexOf(']') + 1)
                : authority.replaceFirst(":\\d*$", "");
        return host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }
}
