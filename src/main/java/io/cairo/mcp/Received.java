package io.cairo.mcp;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request, without a server.
 *
 * @param address the peer's, in digits
 * @param header a header's value by name, null if absent
 * @param body at most {@link Dispatcher#MOST_BYTES} and one more
 */
@SuppressWarnings("ArrayRecordComponent") // read once, on the spot
record Received(String address, Function<String, @Nullable String> header, byte[] body) {}
