package io.cairo.mcp;

import io.cairo.context.Question;
import jakarta.json.JsonObject;
import java.util.Map;

/** How a call gets answers from its client. */
@FunctionalInterface
interface Asking {

    /** An answer for every question; or does not return, see {@link io.cairo.context.Conversation#ask}. */
    Map<String, JsonObject> ask(Map<String, Question> questions);
}
