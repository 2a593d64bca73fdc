package io.cairo.context;

import io.cairo.base.JsonTree;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/**
 * Something that only the client can answer: its user, its model or its machine.
 *
 * @param method as the protocol calls it: {@code elicitation/create}
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/client/elicitation">Elicitation</a>
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/client/sampling">Sampling</a>
 */
public record Question(String method, JsonObject params) {

    /** Asks the user to fill in a form; {@code schema} is a flat JSON Schema of its fields. */
    public static Question form(String message, JsonObject schema) {
        return new Question(
                "elicitation/create",
                JsonTree.JSON
                        .createObjectBuilder()
                        .add("message", message)
                        .add("requestedSchema", schema)
                        .build());
    }

    /** Asks the client's model; {@code params} as the protocol has them: messages, maxTokens. */
    public static Question model(JsonObject params) {
        return new Question("sampling/createMessage", params);
    }

    /** Asks which folders the client works in. */
    public static Question roots() {
        return new Question("roots/list", JsonValue.EMPTY_JSON_OBJECT);
    }

    /** What a client must have declared to be asked this: elicitation, sampling or roots. */
    public String capability() {
        return method.substring(0, method.indexOf('/'));
    }
}
