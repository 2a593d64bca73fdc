package io.cairo.mcp;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request, without a server.
 *
 * @param address the peer's, in digits
 * @param header a header's value by name, null if absent
 * @param query a query parameter's value by name, null if absent
 * @param body at most {@link Dispatcher#MOST_BYTES} and one more
 */
@SuppressWarnings("ArrayRecordComponent") // read once, on the spot
record Received(
        String address,
        Function<String, @Nullable String> header,
        Function<String, @Nullable String> query,
        byte[] body) {

    /** Whether whoever asks can read a stream of events. */
    boolean acceptsEvents() {
        String accept = header.apply("Accept");
        return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/event-stream");
    }
}
