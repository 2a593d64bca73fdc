package io.cairo.mcp;

import io.cairo.base.JsonText;
import io.cairo.context.Question;
import jakarta.json.JsonValue;
import java.util.Map;

/** Ends a modern call that has something to ask: its client calls again, with the answers and the state. */
final class InputRequired extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, Question> questions;
    private final String state;

    InputRequired(Map<String, Question> questions, String state) {
        super("input required", null, false, false);
        this.questions = questions;
        this.state = state;
    }

    /** What the client is told. */
    Result result() {
        JsonText.Writer fields = json -> {
            json.writeObjectFieldStart("inputRequests");
            for (Map.Entry<String, Question> each : questions.entrySet()) {
                json.writeObjectFieldStart(each.getKey());
                json.writeStringField("method", each.getValue().method());
                json.writeFieldName("params");
                JsonText.write(json, each.getValue().params());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeStringField("requestState", state);
        };
        return new Result("input_required", fields, JsonValue.EMPTY_JSON_OBJECT);
    }
}
