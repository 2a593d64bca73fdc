package io.cairo.mcp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairo.base.Product;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Who this is and what it can do: {@code initialize} for legacy clients, {@code server/discover} for modern ones. */
final class Greeting {
    private static final int DAY_MILLIS = 86_400_000;

    private static final String INSTRUCTIONS = """
            Cairo is a customer data platform: it keeps events, resolves people, delivers to destinations and answers \
            questions about all of it. Start with the resource schema://events or query_events to see what there is; \
            describe_tool explains one tool in full. Times are ISO-8601, ranges include their beginning and not their \
            end. Lists say truncated and give next_cursor. A refusal names the field, what is allowed and what to do.""";

    private Greeting() {}

    /** The version that a client and we agree on. */
    static Version agreed(Call call) {
        @Nullable JsonValue asked = call.params().get("protocolVersion");
        if (asked == null) {
            return call.endpoint().usual();
        }
        if (asked instanceof JsonString version) {
            return Version.agreed(version.getString());
        }
        throw Refusal.of(Fault.WRONG_PARAMS, "protocolVersion must be a text");
    }

    static Result initialize(Call call) {
        Version agreed = agreed(call);
        return Result.of(json -> {
            json.writeStringField("protocolVersion", agreed.wire());
            capabilities(json, call, agreed);
            json.writeFieldName("serverInfo");
            identity(json, agreed);
            json.writeStringField("instructions", INSTRUCTIONS);
        });
    }

    static Result discover(Call call) {
        return Result.of(json -> {
            json.writeArrayFieldStart("supportedVersions");
            for (String version : Eras.served()) {
                json.writeString(version);
            }
            json.writeEndArray();
            capabilities(json, call, call.version());
            json.writeStringField("instructions", INSTRUCTIONS);
            Result.cache(json, call, DAY_MILLIS, true);
        });
    }

    /** The lists never change while a client looks on; a resource may, which modern clients can listen for. */
    private static void capabilities(JsonGenerator json, Call call, Version version) throws IOException {
        json.writeObjectFieldStart("capabilities");
        json.writeObjectFieldStart("tools");
        if (call.endpoint() == Endpoint.GOVERNED) {
            json.writeBooleanField("listChanged", false);
        }
        json.writeEndObject();
        json.writeObjectFieldStart("resources");
        if (version.isModern()) {
            json.writeBooleanField("subscribe", true);
        }
        json.writeEndObject();
        empty(json, "prompts");
        empty(json, "logging");
        if (version.knowsCompletions()) {
            empty(json, "completions");
        }
        json.writeEndObject();
    }

    private static void empty(JsonGenerator json, String capability) throws IOException {
        json.writeObjectFieldStart(capability);
        json.writeEndObject();
    }

    static void identity(JsonGenerator json, Version version) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", Product.NAME);
        if (version.knowsTitles()) {
            json.writeStringField("title", "Cairo");
        }
        json.writeStringField("version", Product.VERSION);
        json.writeEndObject();
    }
}
