package io.cairo.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairo.base.JsonText;
import io.cairo.base.Times;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes what an agent tracks as an application would have sent it, so that both are read by the same reader. */
final class AgentEvent {
    private AgentEvent() {}

    /** The event as a Segment track; an agent's clock is taken to be ours. */
    static byte[] json(IngestTools.Track event, @Nullable String namespace, Instant now) {
        return JsonText.bytes(to -> {
            to.writeStartObject();
            text(to, "messageId", event.messageId() == null ? "mcp-" + UUID.randomUUID() : event.messageId());
            text(to, "event", event.event());
            text(to, "userId", event.userId());
            text(to, "anonymousId", event.anonymousId());
            text(to, "timestamp", event.timestamp() == null ? Times.written(now) : event.timestamp());
            text(to, "namespace", namespace);
            if (event.properties() != null) {
                to.writeFieldName("properties");
                to.writeRawValue(event.properties().toString());
            }
            email(to, event.userEmail());
            to.writeEndObject();
        });
    }

    private static void email(JsonGenerator to, @Nullable String email) throws IOException {
        if (email == null) {
            return;
        }
        to.writeObjectFieldStart("context");
        to.writeObjectFieldStart("traits");
        to.writeStringField("email", email);
        to.writeEndObject();
        to.writeEndObject();
    }

    private static void text(JsonGenerator to, String field, @Nullable String value) throws IOException {
        if (value != null) {
            to.writeStringField(field, value);
        }
    }
}
