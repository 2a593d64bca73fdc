package io.cairo.mcp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.Map;

/**
 * What a method answers: the fields of the result, without its braces.
 *
 * @param type what modern clients are told of it: {@code complete} or {@code input_required}
 * @param meta what stands in {@code _meta}, besides what the protocol puts there
 */
record Result(String type, JsonText.Writer fields, JsonObject meta) {
    private static final String IDENTITY = "io.modelcontextprotocol/serverInfo";

    static final Result EMPTY = of(json -> {});

    static Result of(JsonText.Writer fields) {
        return new Result("complete", fields, JsonValue.EMPTY_JSON_OBJECT);
    }

    /** The same with something in {@code _meta}. */
    Result meta(String name, JsonObject value) {
        return new Result(
                type,
                fields,
                JsonTree.JSON.createObjectBuilder(meta).add(name, value).build());
    }

    /** Writes it whole, with what the version wants in every result. */
    void write(JsonGenerator json, Version version) throws IOException {
        json.writeStartObject();
        if (version.isModern()) {
            json.writeStringField("resultType", type);
        }
        fields.write(json);
        if (version.isModern() || !meta.isEmpty()) {
            meta(json, version);
        }
        json.writeEndObject();
    }

    private void meta(JsonGenerator json, Version version) throws IOException {
        json.writeObjectFieldStart("_meta");
        for (Map.Entry<String, JsonValue> each : meta.entrySet()) {
            json.writeFieldName(each.getKey());
            JsonText.write(json, each.getValue());
        }
        if (version.isModern()) {
            json.writeFieldName(IDENTITY);
            Greeting.identity(json, version);
        }
        json.writeEndObject();
    }

    /** For how long a modern client may keep this result, and whether others may have it too. */
    static void cache(JsonGenerator json, Call call, int milliseconds, boolean everybody) throws IOException {
        if (call.version().isModern()) {
            json.writeNumberField("ttlMs", milliseconds);
            json.writeStringField("cacheScope", everybody ? "public" : "private");
        }
    }
}
