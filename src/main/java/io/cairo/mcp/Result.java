package io.cairo.mcp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairo.base.JsonText;
import java.io.IOException;

/**
 * What a method answers: the fields of the result, without its braces.
 *
 * @param type what modern clients are told of it: {@code complete} or {@code input_required}
 */
record Result(String type, JsonText.Writer fields) {
    private static final String IDENTITY = "io.modelcontextprotocol/serverInfo";

    static final Result EMPTY = of(json -> {});

    static Result of(JsonText.Writer fields) {
        return new Result("complete", fields);
    }

    /** Writes it whole, with what the version wants in every result. */
    void write(JsonGenerator json, Version version) throws IOException {
        json.writeStartObject();
        if (version.isModern()) {
            json.writeStringField("resultType", type);
        }
        fields.write(json);
        if (version.isModern()) {
            json.writeObjectFieldStart("_meta");
            json.writeFieldName(IDENTITY);
            Greeting.identity(json, version);
            json.writeEndObject();
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
