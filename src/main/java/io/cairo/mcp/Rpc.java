package io.cairo.mcp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairo.base.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON-RPC request, notification or response as it came in.
 *
 * @param id a text or a number; null if there is none
 * @param method empty for a response to us
 * @param body the whole message
 * @see <a href="https://www.jsonrpc.org/specification">JSON-RPC 2.0</a>
 */
record Rpc(@Nullable JsonValue id, String method, JsonObject params, JsonObject body) {

    /** @throws Refusal NOT_A_REQUEST, WRONG_PARAMS */
    static Rpc of(JsonValue json) {
        if (!(json instanceof JsonObject object)) {
            throw Refusal.of(Fault.NOT_A_REQUEST, "send a JSON-RPC object or a list of them");
        }
        if (!(object.get("jsonrpc") instanceof JsonString version)
                || !version.getString().equals("2.0")) {
            throw Refusal.of(Fault.NOT_A_REQUEST, "jsonrpc must be \"2.0\"");
        }
        if (object.containsKey("id") && id(object).isEmpty()) {
            throw Refusal.of(Fault.NOT_A_REQUEST, "id must be a text or a number");
        }
        return of(object);
    }

    private static Rpc of(JsonObject object) {
        JsonValue method = object.get("method");
        boolean answers = object.containsKey("result") || object.containsKey("error");
        if (method == null && answers) {
            return new Rpc(id(object).orElse(null), "", JsonValue.EMPTY_JSON_OBJECT, object);
        }
        if (!(method instanceof JsonString name) || name.getString().isEmpty()) {
            throw Refusal.of(Fault.NOT_A_REQUEST, "method must be a text");
        }
        JsonValue params = object.getOrDefault("params", JsonValue.EMPTY_JSON_OBJECT);
        if (!(params instanceof JsonObject named)) {
            throw Refusal.of(Fault.WRONG_PARAMS, "params must be an object");
        }
        return new Rpc(id(object).orElse(null), name.getString(), named, object);
    }

    /** The id of what may be no request at all. */
    static Optional<JsonValue> id(JsonValue json) {
        if (!(json instanceof JsonObject object)) {
            return Optional.empty();
        }
        return Optional.ofNullable(object.get("id"))
                .filter(id -> id.getValueType() == JsonValue.ValueType.STRING
                        || id.getValueType() == JsonValue.ValueType.NUMBER);
    }

    /** Whether this answers a question of ours. */
    boolean isResponse() {
        return method.isEmpty();
    }

    /**
     * A parameter that must be a text.
     *
     * @throws Refusal WRONG_PARAMS
     */
    String text(String name, String meaning) {
        if (params.get(name) instanceof JsonString text) {
            return text.getString();
        }
        throw Refusal.of(Fault.WRONG_PARAMS, name + " must be " + meaning);
    }

    static void result(JsonGenerator json, JsonValue id, Version version, Result result) throws IOException {
        json.writeStartObject();
        json.writeStringField("jsonrpc", "2.0");
        json.writeFieldName("id");
        JsonText.write(json, id);
        json.writeFieldName("result");
        result.write(json, version);
        json.writeEndObject();
    }

    static void error(JsonGenerator json, Optional<JsonValue> id, Version version, Refusal refusal) throws IOException {
        json.writeStartObject();
        json.writeStringField("jsonrpc", "2.0");
        if (id.isPresent() || !version.leavesOutUnknownIds()) {
            json.writeFieldName("id");
            JsonText.write(json, id.orElse(JsonValue.NULL));
        }
        json.writeObjectFieldStart("error");
        json.writeNumberField("code", refusal.fault().code(version));
        json.writeStringField("message", refusal.message());
        if (!refusal.data().isEmpty()) {
            json.writeFieldName("data");
            JsonText.write(json, refusal.data());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** A notification, or a request if it has an id. */
    static void send(JsonGenerator json, @Nullable String id, String method, JsonObject params) throws IOException {
        json.writeStartObject();
        json.writeStringField("jsonrpc", "2.0");
        if (id != null) {
            json.writeStringField("id", id);
        }
        json.writeStringField("method", method);
        json.writeFieldName("params");
        JsonText.write(json, params);
        json.writeEndObject();
    }
}
