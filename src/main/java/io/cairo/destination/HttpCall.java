package io.cairo.destination;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A request that a connector wants sent. Its text form names method and host only: the rest may hold secrets.
 *
 * @param timeout the most that the whole exchange may take
 */
@SuppressWarnings("ArrayRecordComponent") // a body is made once and sent as it is
public record HttpCall(String method, URI uri, Map<String, String> headers, byte[] body, Duration timeout) {
    @Override
    public String toString() {
        return method + " " + uri.getHost();
    }
}
