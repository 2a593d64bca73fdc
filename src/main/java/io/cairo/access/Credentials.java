package io.cairo.access;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a request carries its key: the forms that Segment, RudderStack, Jitsu and MCP clients use, in the order in which
 * they win. What is in the body comes last, because some clients put a masked key there.
 */
public final class Credentials {
    private static final List<String> FORWARDING =
            List.of("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP");

    private Credentials() {}

    /**
     * The keys that headers and query name, best first; empty if there is none.
     *
     * @param header a header's value by name, null if absent
     * @param query a query parameter's value by name, null if absent
     */
    public static List<String> keys(
            Function<String, @Nullable String> header, Function<String, @Nullable String> query) {
        List<String> found = new ArrayList<>();
        String authorization = header.apply("Authorization");
        add(found, basic(authorization));
        add(found, user(header.apply("X-Write-Key")));
        add(found, header.apply("X-API-Key"));
        add(found, bearer(authorization));
        add(found, query.apply("writeKey"));
        add(found, query.apply("writekey"));
        return found;
    }

    /**
     * Whether a request comes from this very machine and through no proxy, which alone open mode trusts.
     *
     * @param address the peer's address in digits
     */
    static boolean isLocal(String address, Function<String, @Nullable String> header) {
        boolean loopback = address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
        return loopback && FORWARDING.stream().allMatch(name -> header.apply(name) == null);
    }

    private static void add(List<String> found, @Nullable String key) {
        if (key != null && !key.isBlank()) {
            found.add(key.strip());
        }
    }

    private static @Nullable String basic(@Nullable String authorization) {
        String encoded = after("basic ", authorization);
        if (encoded == null) {
            return null;
        }
        try {
            return user(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        return after("bearer ", authorization);
    }

    private static @Nullable String after(String scheme, @Nullable String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(scheme)) {
            return null;
        }
        return authorization.substring(scheme.length()).strip();
    }

    /** The part before the colon: {@code key}, {@code key:} and {@code key:secret} name the same key. */
    private static @Nullable String user(@Nullable String pair) {
        if (pair == null) {
            return null;
        }
        int colon = pair.indexOf(':');
        return colon < 0 ? pair : pair.substring(0, colon);
    }
}
