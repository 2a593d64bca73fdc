package io.cairo.mcp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.context.Content;
import io.cairo.context.Conversation;
import io.cairo.context.Question;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;

/** {@code tools/call}: checks the arguments, lets a person confirm what destroys, queues what is governed, and calls. */
final class ToolCalls {
    private static final JsonObject CONFIRMATION = JsonTree.JSON
            .createObjectBuilder()
            .add("type", "object")
            .add(
                    "properties",
                    JsonTree.JSON
                            .createObjectBuilder()
                            .add(
                                    "confirm",
                                    JsonTree.JSON
                                            .createObjectBuilder()
                                            .add("type", "boolean")
                                            .add("title", "Yes, do it")))
            .add("required", JsonTree.JSON.createArrayBuilder().add("confirm"))
            .build();

    private final Toolset tools;
    private final Admission admission;

    ToolCalls(Toolset tools, Admission admission) {
        this.tools = tools;
        this.admission = admission;
    }

    /** @throws Refusal for what is no result; whatever else is thrown is a bug */
    Result call(Call call, Conversation talk) {
        ToolEntry entry = tools.find(call);
        JsonObject arguments;
        Toolset.Ready ready;
        try {
            arguments = arguments(call);
            ready = tools.ready(call, entry, arguments);
        } catch (Problem problem) {
            return wrong(call, problem);
        }
        try {
            if (tools.isHeld(entry) && admission.isGoverned(call.endpoint(), call.caller())) {
                return queued(tools.hold(call, entry, arguments));
            }
            if (entry.hints(Tool.Hint.DESTRUCTIVE) && !isConfirmed(call, talk)) {
                return failed(new Problem(Problem.Code.CONFLICT, "Not confirmed; nothing was changed"));
            }
            return succeeded(call, ready.call(talk));
        } catch (Problem problem) {
            return refused(call, problem, arguments);
        }
    }

    /** @throws Problem INVALID_ARGUMENT */
    private static JsonObject arguments(Call call) {
        JsonValue arguments = call.params().getOrDefault("arguments", JsonValue.EMPTY_JSON_OBJECT);
        if (!(arguments instanceof JsonObject object)) {
            throw Problem.invalid("arguments", "must be an object");
        }
        return call.endpoint() == Endpoint.GOVERNED ? withoutTenant(object) : object;
    }

    /** The tenant is the key's, whatever a client names. */
    private static JsonObject withoutTenant(JsonObject arguments) {
        return JsonTree.JSON
                .createObjectBuilder(arguments)
                .remove("tenantId")
                .remove("tenant_id")
                .build();
    }

    /** Asked only of modern clients: they say with each call whether they have a person to ask. */
    private static boolean isConfirmed(Call call, Conversation talk) {
        if (!call.version().isModern() || !talk.can("elicitation")) {
            return true;
        }
        if (call.params().containsKey("inputResponses") && !RequestState.isThere(call)) {
            throw Refusal.of(Fault.BAD_STATE, "it is missing; send the one that came with the question");
        }
        String what =
                "%s cannot be undone. Do it?".formatted(Texts.shown(call.rpc().text("name", "a tool's name")));
        JsonObject answer = talk.ask("confirm", Question.form(what, CONFIRMATION));
        return answer.getString("action", "").equals("accept")
                && answer.get("content") instanceof JsonObject content
                && content.get("confirm") == JsonValue.TRUE;
    }

    private static Result wrong(Call call, Problem problem) {
        if (call.version().showsArgumentErrors()) {
            return failed(problem);
        }
        throw Refusal.of(Fault.WRONG_PARAMS, problem.sentence()).saying(Facts.of(problem));
    }

    /** What a tool refuses: to be read by the agent as a result, but for what concerns its key, its place or its pace. */
    private static Result refused(Call call, Problem problem, JsonObject arguments) {
        return switch (problem.code()) {
            case INSUFFICIENT_SCOPE -> throw Scopes.of(call.caller(), arguments, problem);
            case BAD_CURSOR ->
                throw Refusal.of(Fault.BAD_CURSOR, problem.sentence()).saying(Facts.of(problem));
            case UNKNOWN_PROJECT_ID -> throw Refusal.exactly(Fault.UNKNOWN_PROJECT_ID, Facts.of(problem));
            case UNKNOWN_PROJECT_SLUG -> throw Refusal.exactly(Fault.UNKNOWN_PROJECT_SLUG, Facts.of(problem));
            case NO_PROJECTS_VISIBLE -> throw Refusal.exactly(Fault.NO_PROJECTS_VISIBLE, Facts.of(problem));
            case RATE_LIMITED -> throw Refusal.exactly(Fault.RATE_LIMITED, problem);
            case OVERLOADED -> throw Refusal.exactly(Fault.OVERLOADED, problem);
            default -> failed(problem);
        };
    }

    private static Result succeeded(Call call, Toolset.Told told) {
        if (told.blocks().isEmpty()) {
            return structured(call, told.structured());
        }
        return Result.of(json -> {
            json.writeArrayFieldStart("content");
            for (Content content : told.blocks()) {
                Blocks.write(json, content);
            }
            json.writeEndArray();
        });
    }

    private static Result structured(Call call, JsonObject result) {
        return Result.of(json -> {
            text(json, JsonText.indented(result));
            if (call.version().knowsStructuredResults()) {
                json.writeFieldName("structuredContent");
                JsonText.write(json, result);
            }
        });
    }

    /** A queued call has no structured result: its schema is that of a call that was made. */
    private static Result queued(JsonObject told) {
        return Result.of(json -> text(json, JsonText.indented(told)));
    }

    private static Result failed(Problem problem) {
        return Result.of(json -> {
                    text(json, problem.sentence());
                    json.writeBooleanField("isError", true);
                })
                .meta(Facts.META, Facts.of(problem));
    }

    private static void text(JsonGenerator json, String text) throws IOException {
        json.writeArrayFieldStart("content");
        Blocks.write(json, new Content.Text(text));
        json.writeEndArray();
    }
}
