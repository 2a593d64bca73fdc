package io.cairo.event;

import io.cairo.message.Message;
import io.cairo.message.Who;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as the log keeps it.
 *
 * @param type in lower case: {@code track}
 * @param name the event of a track, the name of a page or screen; null where there is none
 * @param subject whom it is about; events of one subject are delivered in order
 * @param payload the whole message as JSON in UTF-8; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // read once from the database and written as it is to many places
public record Logged(
        Position position, String type, @Nullable String name, String messageId, String subject, byte[] payload) {
    private static final Who UNREAD = new Who(null, null, null, null, null, List.of());

    /** As code takes it. It names nobody: the log does not say again whom a message is about. */
    public Message unread(int namespace) {
        return unread(namespace, "");
    }

    /** @param platform where it came from, if that is known */
    public Message unread(int namespace, String platform) {
        return new Message(
                namespace,
                Message.Type.of(type).orElseThrow(),
                name,
                messageId,
                UNREAD,
                position.receivedAt(),
                position.receivedAt(),
                platform,
                payload);
    }
}
