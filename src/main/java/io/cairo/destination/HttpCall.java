package io.cairo.destination;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that a connector wants sent. Its text form names method and host only: the rest may hold secrets.
 *
 * <p>A vendor that does not speak HTTP is asked in the same form, over an address of its own scheme ({@code redis://...}):
 * the headers say how to sign in, the body what to do, and the answer has a status of HTTP's meaning. A {@code Protocol} of
 * {@code egress} carries it.
 *
 * @param timeout the most that the whole exchange may take
 * @param reach what the address may be
 * @param grant the token that it needs; null if it needs none, or has it
 * @param seal signs it when it is sent; null if nothing depends on the time
 */
@SuppressWarnings("ArrayRecordComponent") // a body is made once and sent as it is
public record HttpCall(
        String method,
        URI uri,
        Map<String, String> headers,
        byte[] body,
        Duration timeout,
        Reach reach,
        @Nullable Grant grant,
        @Nullable Seal seal) {

    /** A call over HTTP that is sent as it is. */
    public HttpCall(String method, URI uri, Map<String, String> headers, byte[] body, Duration timeout) {
        this(method, uri, headers, body, timeout, Reach.WEB, null, null);
    }

    /** The same call to an address of this kind. */
    public HttpCall within(Reach other) {
        return new HttpCall(method, uri, headers, body, timeout, other, grant, seal);
    }

    /** The same call with a token. */
    public HttpCall granted(Grant needed) {
        return new HttpCall(method, uri, headers, body, timeout, reach, needed, seal);
    }

    /** The same call, signed when it is sent. */
    public HttpCall sealed(Seal by) {
        return new HttpCall(method, uri, headers, body, timeout, reach, grant, by);
    }

    /** As it is sent at this moment. */
    public HttpCall at(Instant now) {
        return seal == null ? this : seal.signed(this, now);
    }

    /** The same call with one more header, or another value of it. */
    public HttpCall with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new HttpCall(method, uri, more, body, timeout, reach, grant, seal);
    }

    @Override
    public String toString() {
        return method + " " + uri.getHost();
    }
}
