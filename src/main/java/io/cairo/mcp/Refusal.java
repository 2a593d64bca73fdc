package io.cairo.mcp;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.base.ProblemBody;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.Map;

/** A request that fails as one row of {@link Fault}. Caught where the request is answered, nowhere else. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final transient JsonObject data;
    private final transient Map<String, String> headers;

    private Refusal(Fault fault, String message, JsonObject data, Map<String, String> headers) {
        super(message, null, false, false);
        this.fault = fault;
        this.data = data;
        this.headers = headers;
    }

    /** The fault in its own words, with a sentence that says more; where a code stands beside it, the sentence alone. */
    static Refusal of(Fault fault, String sentence) {
        String message = fault.isPlain() ? sentence : fault.words() + ": " + sentence;
        return new Refusal(fault, message, JsonValue.EMPTY_JSON_OBJECT, Map.of());
    }

    /** The fault in its own words only; what more there is to say is data. */
    static Refusal exactly(Fault fault, JsonObject data) {
        return new Refusal(fault, fault.words(), data, Map.of());
    }

    /** The fault in its own words only, with a sentence as data. */
    static Refusal exactly(Fault fault, Problem problem) {
        var data = JsonTree.JSON.createObjectBuilder().add("message", problem.sentence());
        problem.retryAfter().ifPresent(wait -> data.add("retry_after", Math.max(1, wait.toSeconds())));
        return exactly(fault, data.build()).after(problem);
    }

    /** Such a fault with the headers that HTTP wants with it. */
    Refusal with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Refusal(fault, message(), data, more);
    }

    /** Such a fault with what programs want to know. */
    Refusal saying(JsonObject more) {
        return new Refusal(fault, message(), more, headers);
    }

    /** Adds when to try again, if that is known. */
    private Refusal after(Problem problem) {
        return problem.retryAfter()
                .map(wait -> with("Retry-After", ProblemBody.seconds(wait)))
                .orElse(this);
    }

    Fault fault() {
        return fault;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    JsonObject data() {
        return data;
    }

    Map<String, String> headers() {
        return headers;
    }
}
