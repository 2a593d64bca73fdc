package io.cairo.mcp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairo.base.Problem;
import io.cairo.context.Conversation;
import io.cairo.context.Prompt;
import io.cairo.context.Prompts;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of prompts. */
final class Prompting {
    private static final int HOUR_MILLIS = 3_600_000;

    private final Prompts prompts;

    Prompting(Prompts prompts) {
        this.prompts = prompts;
    }

    Result list(Call call) {
        Methods.noCursor(call);
        return Result.of(json -> {
            json.writeArrayFieldStart("prompts");
            for (Prompt prompt : prompts.all()) {
                write(json, call, prompt);
            }
            json.writeEndArray();
            Result.cache(json, call, HOUR_MILLIS, false);
        });
    }

    private static void write(JsonGenerator json, Call call, Prompt prompt) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", prompt.name());
        if (call.version().knowsTitles()) {
            json.writeStringField("title", prompt.title());
        }
        json.writeStringField("description", prompt.description());
        json.writeArrayFieldStart("arguments");
        for (Prompt.Argument argument : prompt.arguments()) {
            json.writeStartObject();
            json.writeStringField("name", argument.name());
            json.writeStringField("description", argument.description());
            json.writeBooleanField("required", argument.required());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** @throws Refusal UNKNOWN_PROMPT, WRONG_PARAMS */
    Result get(Call call, Conversation talk) {
        Prompt prompt = find(call.rpc().text("name", "a prompt's name from prompts/list"));
        List<Prompt.Message> messages;
        try {
            messages = prompt.messages(call.caller(), arguments(call, prompt), talk);
        } catch (Problem problem) {
            throw Refusal.of(Fault.WRONG_PARAMS, problem.sentence());
        }
        return Result.of(json -> {
            json.writeStringField("description", prompt.description());
            json.writeArrayFieldStart("messages");
            for (Prompt.Message message : messages) {
                json.writeStartObject();
                json.writeStringField("role", message.role().wire());
                json.writeFieldName("content");
                Blocks.write(json, message.content());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    Prompt find(String name) {
        return prompts.find(name)
                .orElseThrow(
                        () -> Refusal.of(Fault.UNKNOWN_PROMPT, Texts.shown(name) + "; see prompts/list for the names"));
    }

    private static Map<String, String> arguments(Call call, Prompt prompt) {
        Map<String, String> arguments = texts(call.params().get("arguments"), "arguments");
        List<String> known =
                prompt.arguments().stream().map(Prompt.Argument::name).toList();
        for (Prompt.Argument argument : prompt.arguments()) {
            if (argument.required() && !arguments.containsKey(argument.name())) {
                throw Refusal.of(
                        Fault.WRONG_PARAMS, "arguments." + argument.name() + " is required: " + argument.description());
            }
        }
        for (String name : arguments.keySet()) {
            if (!known.contains(name)) {
                throw Refusal.of(
                        Fault.WRONG_PARAMS,
                        "arguments has no " + Texts.shown(name) + "; there are " + String.join(", ", known));
            }
        }
        return arguments;
    }

    /** An object of texts; what is missing is empty. */
    static Map<String, String> texts(@Nullable JsonValue json, String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (json == null) {
            return texts;
        }
        if (!(json instanceof JsonObject object)) {
            throw Refusal.of(Fault.WRONG_PARAMS, field + " must be an object");
        }
        object.forEach((name, value) -> {
            if (!(value instanceof JsonString text)) {
                throw Refusal.of(Fault.WRONG_PARAMS, field + "." + Texts.shown(name) + " must be a text");
            }
            texts.put(name, text.getString());
        });
        return texts;
    }
}
