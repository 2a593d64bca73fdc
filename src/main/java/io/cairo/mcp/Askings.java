package io.cairo.mcp;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.context.Question;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The two ways to ask a client: on the stream of its call, or by letting it call again. */
final class Askings {
    private final Replies replies;
    private final RequestState state;

    Askings(Replies replies, RequestState state) {
        this.replies = replies;
        this.state = state;
    }

    /**
     * As the version of the call has it.
     *
     * @param flow the stream of the call; null if it has none
     * @param over whether nobody waits for the call any more
     */
    Asking of(Call call, @Nullable Flow flow, BooleanSupplier over) {
        return call.version().isModern()
                ? questions -> again(call, questions)
                : questions -> onStream(call, questions, flow, over);
    }

    /** Modern: what has been answered before is answered at once, for the rest the call ends and is made again. */
    private Map<String, JsonObject> again(Call call, Map<String, Question> questions) {
        Map<String, JsonObject> answers = state.answers(call);
        Map<String, Question> open = new LinkedHashMap<>(questions);
        open.keySet().removeAll(answers.keySet());
        if (open.isEmpty()) {
            answers.keySet().retainAll(questions.keySet());
            return answers;
        }
        requireCapabilities(call, open);
        throw new InputRequired(open, state.write(call, answers));
    }

    private static void requireCapabilities(Call call, Map<String, Question> questions) {
        JsonObjectBuilder missing = JsonTree.JSON.createObjectBuilder();
        questions.values().stream()
                .map(Question::capability)
                .filter(capability -> !call.capabilities().containsKey(capability))
                .distinct()
                .forEach(capability -> missing.add(capability, JsonValue.EMPTY_JSON_OBJECT));
        JsonObject needed = missing.build();
        if (!needed.isEmpty()) {
            throw Refusal.exactly(
                    Fault.MISSING_CAPABILITY,
                    JsonTree.JSON
                            .createObjectBuilder()
                            .add("requiredCapabilities", needed)
                            .build());
        }
    }

    private Map<String, JsonObject> onStream(
            Call call, Map<String, Question> questions, @Nullable Flow flow, BooleanSupplier over) {
        for (Question question : questions.values()) {
            if (flow == null || !call.capabilities().containsKey(question.capability())) {
                throw new Problem(
                        Problem.Code.CONFLICT,
                        "This call must ask its client, which has not declared " + question.capability()
                                + " or does not accept text/event-stream");
            }
        }
        Map<String, String> ids = new LinkedHashMap<>();
        questions.forEach((name, question) -> ids.put(name, send(call, question, flow)));
        Map<String, JsonObject> answers = new LinkedHashMap<>();
        ids.forEach((name, id) -> answers.put(name, replies.await(id, over)));
        return answers;
    }

    private String send(Call call, Question question, @Nullable Flow flow) {
        String id = replies.ask(call.principal());
        if (flow != null) {
            flow.send(json -> Rpc.send(json, id, question.method(), question.params()));
        }
        return id;
    }
}
