package io.cairo.mcp;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response, without a server.
 *
 * @param body empty for none
 * @param flow events to come, after the body; null if the body is all
 */
@SuppressWarnings("ArrayRecordComponent") // written once, on the spot
record Answer(
        int status,
        Map<String, String> headers,
        byte[] body,
        @Nullable Flow flow) {
    static final Answer ACCEPTED = new Answer(202, Map.of(), new byte[0]);

    Answer(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, null);
    }

    /** A stream of events; proxies are asked not to hold it back. */
    static Answer of(Flow flow) {
        Map<String, String> headers =
                Map.of("Content-Type", "text/event-stream", "Cache-Control", "no-store", "X-Accel-Buffering", "no");
        return new Answer(200, headers, new byte[0], flow);
    }

    /** The same with more headers. */
    Answer with(Map<String, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, String> all = new HashMap<>(more);
        all.putAll(headers);
        return new Answer(status, all, body, flow);
    }
}
