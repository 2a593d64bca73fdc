package io.cairo.transformation;

import io.cairo.base.JsonText;
import io.cairo.base.Times;
import io.cairo.message.Message;
import io.cairo.transformation.worker.Utf8;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What {@code metadata(event)} tells code about an event beside the event: {@code messageId}, {@code namespace}, {@code receivedAt}, {@code
 * sourceType} on the way in (through which door: {@code sdk} or {@code mcp}), {@code destinationId} on the way out.
 */
final class Metadata {
    private Metadata() {}

    static Utf8 of(Message message, String namespace, @Nullable UUID destination) {
        return new Utf8(JsonText.bytes(to -> {
            to.writeStartObject();
            to.writeStringField("messageId", message.messageId());
            to.writeStringField("namespace", namespace);
            to.writeStringField("receivedAt", Times.written(message.receivedAt()));
            if (destination == null) {
                to.writeStringField("sourceType", message.platform());
            } else {
                to.writeStringField("destinationId", destination.toString());
            }
            to.writeEndObject();
        }));
    }
}
