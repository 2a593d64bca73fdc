package io.cairo.mcp;

import java.util.Map;

/** An HTTP response, without a server; an empty body means none. */
@SuppressWarnings("ArrayRecordComponent") // written once, on the spot
record Answer(int status, Map<String, String> headers, byte[] body) {
    static final Answer ACCEPTED = new Answer(202, Map.of(), new byte[0]);
}
