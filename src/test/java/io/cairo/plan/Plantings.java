package io.cairo.plan;

import io.cairo.base.JsonTree;
import io.cairo.message.Message;
import io.cairo.message.Who;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Schemas and events for tests, written with ' for ". */
final class Plantings {
    static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    private Plantings() {}

    static JsonObject json(String text) {
        return JsonTree.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    static Message track(String name, String messageId, String properties) {
        return message(Message.Type.TRACK, name, messageId, "'properties':" + properties);
    }

    static Message message(Message.Type type, @Nullable String name, String messageId, String rest) {
        String payload = "{'type':'%s','messageId':'%s','userId':'u',%s}".formatted(type.wire(), messageId, rest);
        return new Message(
                1,
                type,
                name,
                messageId,
                Who.user("u"),
                NOW,
                NOW,
                "sdk",
                payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
