package io.cairo.ingest.reading;

import io.cairo.access.Caller;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.JsonTree;
import io.cairo.message.Message;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A reader without a container, and short words for what tests ask of it. */
final class Reading {
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07.089Z");

    private static final Caller CALLER = new Caller(null, Caller.Kind.SK, Caller.Role.ADMIN, "default", null);

    private Reading() {}

    static MessageReader reader() {
        MessageReader reader = new MessageReader();
        reader.limits = limits();
        reader.namespaces = new Namespaces() {
            @Override
            public Namespace forWriting(Caller caller, @Nullable String requested) {
                return new Namespace(
                        requested == null ? 1 : 2,
                        caller.tenant(),
                        requested == null ? "default" : requested,
                        null,
                        NOW);
            }
        };
        return reader;
    }

    static Limits limits() {
        Limits limits = new Limits();
        limits.batchBytes = 512_000;
        limits.eventBytes = 32_768;
        limits.batchEvents = 2_500;
        return limits;
    }

    static Message track(String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return reader().read(body, new Envelope.Span(0, body.length), Message.Type.TRACK, Envelope.NONE, arrived());
    }

    /** The only event of a batch. */
    static Message inBatch(String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        Envelope envelope = Envelope.read(body, 2_500);
        return reader().read(body, envelope.events().get(0), null, envelope, arrived());
    }

    static JsonObject payload(Message message) {
        return JsonTree.readObject(message.payload());
    }

    static Arrived arrived() {
        return new Arrived(CALLER, NOW, "sdk", null, false);
    }
}
