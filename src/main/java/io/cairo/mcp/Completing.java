package io.cairo.mcp;

import io.cairo.context.Prompt;
import io.cairo.context.Resources;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code completion/complete}: what the argument of a prompt, or a name in a resource's address, could be.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/server/utilities/completion">Completion</a>
 */
final class Completing {
    private static final int MOST = 100;

    private final Prompting prompts;
    private final Reading resources;

    Completing(Prompting prompts, Reading resources) {
        this.prompts = prompts;
        this.resources = resources;
    }

    /** @throws Refusal UNKNOWN_PROMPT, RESOURCE_NOT_FOUND, WRONG_PARAMS */
    Result complete(Call call) {
        List<String> values = values(call);
        return Result.of(json -> {
            json.writeObjectFieldStart("completion");
            json.writeArrayFieldStart("values");
            for (String value : values.stream().limit(MOST).toList()) {
                json.writeString(value);
            }
            json.writeEndArray();
            json.writeNumberField("total", values.size());
            json.writeBooleanField("hasMore", values.size() > MOST);
            json.writeEndObject();
        });
    }

    private List<String> values(Call call) {
        JsonObject reference = object(call.params().get("ref"), "ref");
        JsonObject argument = object(call.params().get("argument"), "argument");
        String name = text(argument, "argument", "name");
        String begun = text(argument, "argument", "value");
        @Nullable JsonValue context = call.params().get("context");
        Map<String, String> others = context == null
                ? Map.of()
                : Prompting.texts(object(context, "context").get("arguments"), "context.arguments");
        return switch (text(reference, "ref", "type")) {
            case "ref/prompt" -> prompt(call, text(reference, "ref", "name"), name, begun, others);
            case "ref/resource" -> {
                Resources.Match match = resources.template(call, text(reference, "ref", "uri"));
                yield match.resource().complete(call.caller(), name, begun, others);
            }
            default -> throw Refusal.of(Fault.WRONG_PARAMS, "ref.type must be ref/prompt or ref/resource");
        };
    }

    private List<String> prompt(Call call, String prompt, String argument, String begun, Map<String, String> others) {
        Prompt found = prompts.find(prompt);
        if (found.arguments().stream().noneMatch(each -> each.name().equals(argument))) {
            throw Refusal.of(Fault.WRONG_PARAMS, "argument.name: the prompt has no argument " + Texts.shown(argument));
        }
        return found.complete(call.caller(), argument, begun, others);
    }

    private static JsonObject object(@Nullable JsonValue json, String field) {
        if (json instanceof JsonObject object) {
            return object;
        }
        throw Refusal.of(Fault.WRONG_PARAMS, field + " must be an object");
    }

    private static String text(JsonObject json, String field, String name) {
        if (json.get(name) instanceof JsonString text) {
            return text.getString();
        }
        throw Refusal.of(Fault.WRONG_PARAMS, field + "." + name + " must be a text");
    }
}
