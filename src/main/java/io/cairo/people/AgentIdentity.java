package io.cairo.people;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Times;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes what an agent says about who somebody is as an application would have sent it. */
final class AgentIdentity {
    private AgentIdentity() {}

    /** A Segment identify; an agent's clock is taken to be ours. */
    static byte[] identify(PeopleTools.Identify args, Instant now) {
        return JsonText.bytes(to -> {
            begin(to, args.userId(), args.namespace(), now);
            text(to, "anonymousId", args.anonymousId());
            to.writeFieldName("traits");
            JsonText.write(to, traits(args));
            to.writeEndObject();
        });
    }

    private static JsonObject traits(PeopleTools.Identify args) {
        JsonObject told = Objects.requireNonNullElse(args.traits(), JsonValue.EMPTY_JSON_OBJECT);
        JsonObjectBuilder traits = JsonTree.JSON.createObjectBuilder(told);
        if (args.email() != null) {
            traits.add("email", args.email());
        }
        return traits.build();
    }

    /** A Segment alias. */
    static byte[] alias(IdentityTools.Alias args, Instant now) {
        return JsonText.bytes(to -> {
            begin(to, args.userId(), args.namespace(), now);
            text(to, "previousId", args.previousId());
            to.writeEndObject();
        });
    }

    private static void begin(JsonGenerator to, String userId, @Nullable String namespace, Instant now)
            throws IOException {
        to.writeStartObject();
        text(to, "messageId", "mcp-" + UUID.randomUUID());
        text(to, "userId", userId);
        text(to, "timestamp", Times.written(now));
        text(to, "namespace", namespace);
    }

    private static void text(JsonGenerator to, String field, @Nullable String value) throws IOException {
        if (value != null) {
            to.writeStringField(field, value);
        }
    }
}
