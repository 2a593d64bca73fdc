package io.cairo.ingest.reading;

import io.cairo.access.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request beside its body.
 *
 * @param platform through which door: {@code sdk} or {@code mcp}
 * @param clientAddress the sender's address where the sender is a person's device; null where it is a server
 * @param anonymous whether an event may come without any identifier
 */
public record Arrived(
        Caller caller,
        Instant receivedAt,
        String platform,
        @Nullable String clientAddress,
        boolean anonymous) {}
