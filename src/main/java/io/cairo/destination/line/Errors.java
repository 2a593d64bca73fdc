package io.cairo.destination.line;

import io.cairo.base.JsonTree;
import io.cairo.destination.HttpAnswer;
import jakarta.json.JsonArrayBuilder;
import java.util.List;
import java.util.Map;

/** Answers that say of each part of a call whether it was taken. */
final class Errors {
    private Errors() {}

    /** An array with null for an empty text. */
    static HttpAnswer answer(List<String> errors) {
        JsonArrayBuilder said = JsonTree.JSON.createArrayBuilder();
        errors.forEach(error -> {
            if (error.isEmpty()) {
                said.addNull();
                return;
            }
            said.add(error);
        });
        return new HttpAnswer(200, Map.of(), said.build().toString());
    }
}
