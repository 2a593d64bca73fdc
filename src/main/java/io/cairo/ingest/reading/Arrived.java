package io.cairo.ingest.reading;

import io.cairo.access.Caller;
import io.cairo.message.Message;
import io.cairo.message.Who;
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
        boolean anonymous) {

    /** Whoever sent it was let in when it was read first. */
    private static final Caller NOBODY = new Caller(null, Caller.Kind.PK, Caller.Role.VIEWER, "", null);

    /** A message that is read once more: it need not name more than it did. */
    static Arrived again(Message original) {
        Who who = original.who();
        boolean anonymous = who.userId() == null && who.anonymousId() == null && who.groupId() == null;
        return new Arrived(NOBODY, original.receivedAt(), original.platform(), null, anonymous);
    }
}
