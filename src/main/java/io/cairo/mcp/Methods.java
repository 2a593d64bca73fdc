package io.cairo.mcp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairo.access.Caller;
import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.ToolRegistry;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What each method answers. */
final class Methods {
    static final String NAME = "cairo-cdp";
    static final String VERSION = "2.0.0";

    private final ToolRegistry tools;
    private final ToolList list;

    Methods(ToolRegistry tools) {
        this.tools = tools;
        this.list = new ToolList(tools);
    }

    /** Whether there is such a method. */
    static boolean knows(String method) {
        return switch (method) {
            case "initialize", "ping", "tools/list", "tools/call" -> true;
            default -> false;
        };
    }

    /**
     * What writes the result.
     *
     * @throws Refusal for whatever is no result; whatever else is thrown is a bug
     */
    JsonText.Writer answer(Rpc request, Caller caller, Version version) {
        return switch (request.method()) {
            case "initialize" -> initialize(request.params());
            case "ping" ->
                json -> {
                    json.writeStartObject();
                    json.writeEndObject();
                };
            case "tools/list" -> list(request.params(), caller, version);
            case "tools/call" -> call(request.params(), caller, version);
            default -> throw Refusal.of(Fault.UNKNOWN_METHOD, shown(request.method()));
        };
    }

    private static JsonText.Writer initialize(JsonObject params) {
        Version agreed = Version.agreed(asked(params.get("protocolVersion")));
        return json -> {
            json.writeStartObject();
            json.writeStringField("protocolVersion", agreed.wire());
            json.writeObjectFieldStart("capabilities");
            json.writeObjectFieldStart("tools");
            json.writeEndObject();
            json.writeEndObject();
            json.writeObjectFieldStart("serverInfo");
            json.writeStringField("name", NAME);
            json.writeStringField("version", VERSION);
            json.writeEndObject();
            json.writeEndObject();
        };
    }

    private static @Nullable String asked(@Nullable JsonValue version) {
        if (version == null) {
            return null;
        }
        if (version instanceof JsonString text) {
            return text.getString();
        }
        throw Refusal.of(Fault.WRONG_PARAMS, "protocolVersion must be a text");
    }

    private JsonText.Writer list(JsonObject params, Caller caller, Version version) {
        if (params.containsKey("cursor")) {
            throw Refusal.of(Fault.BAD_CURSOR, "all tools are in the first page; leave cursor out");
        }
        return json -> list.write(json, caller.rights(), version);
    }

    private JsonText.Writer call(JsonObject params, Caller caller, Version version) {
        ToolEntry entry = entry(params);
        if (!caller.may(entry.right())) {
            throw scope(
                    entry.right().wire(),
                    "%s %s".formatted(caller.kind().wire(), caller.role().wire()));
        }
        Record arguments;
        try {
            arguments = entry.decode(arguments(params));
        } catch (Problem problem) {
            if (version.showsArgumentErrors()) {
                return failed(problem);
            }
            throw Refusal.of(Fault.WRONG_PARAMS, problem.sentence());
        }
        try {
            return succeeded(entry.call(caller, arguments), version.knowsStructuredResults());
        } catch (Problem problem) {
            return refused(problem, caller, arguments(params));
        }
    }

    /** What a tool refuses: to be read by the agent as a result, but for what concerns its key or its pace. */
    private static JsonText.Writer refused(Problem problem, Caller caller, JsonObject arguments) {
        return switch (problem.code()) {
            case INSUFFICIENT_SCOPE ->
                throw scope(
                        "namespace " + shown(arguments.getString("namespace", "")), "namespace " + caller.namespace());
            case RATE_LIMITED ->
                throw Refusal.exactly(Fault.RATE_LIMITED, wait(problem)).after(problem);
            case OVERLOADED ->
                throw Refusal.exactly(Fault.OVERLOADED, wait(problem)).after(problem);
            case INVALID_JSON,
                    INVALID_REQUEST,
                    INVALID_ARGUMENT,
                    BAD_CURSOR,
                    BATCH_TOO_LARGE,
                    MISSING_WRITE_KEY,
                    INVALID_WRITE_KEY,
                    KEY_KIND_NOT_ALLOWED,
                    FORBIDDEN,
                    NOT_FOUND,
                    UNKNOWN_PROJECT_ID,
                    UNKNOWN_PROJECT_SLUG,
                    NO_PROJECTS_VISIBLE,
                    METHOD_NOT_ALLOWED,
                    REQUEST_TIMEOUT,
                    CONFLICT,
                    TOO_LARGE,
                    INTERNAL,
                    UNAVAILABLE -> failed(problem);
        };
    }

    private ToolEntry entry(JsonObject params) {
        if (!(params.get("name") instanceof JsonString name)) {
            throw Refusal.of(Fault.WRONG_PARAMS, "name must be a tool's name from tools/list");
        }
        return tools.find(name.getString())
                .orElseThrow(() ->
                        Refusal.of(Fault.UNKNOWN_TOOL, shown(name.getString()) + "; see tools/list for the names"));
    }

    private static JsonObject arguments(JsonObject params) {
        JsonValue arguments = params.getOrDefault("arguments", JsonValue.EMPTY_JSON_OBJECT);
        if (arguments instanceof JsonObject object) {
            return object;
        }
        throw Problem.invalid("arguments", "must be an object");
    }

    private static Refusal scope(String required, String got) {
        return Refusal.exactly(
                Fault.INSUFFICIENT_SCOPE,
                JsonTree.JSON
                        .createObjectBuilder()
                        .add("required", required)
                        .add("got", got)
                        .build());
    }

    private static JsonObject wait(Problem problem) {
        var data = JsonTree.JSON.createObjectBuilder().add("message", problem.sentence());
        problem.retryAfter().ifPresent(after -> data.add("retry_after", Math.max(1, after.toSeconds())));
        return data.build();
    }

    private static JsonText.Writer succeeded(JsonObject result, boolean structured) {
        return json -> {
            json.writeStartObject();
            text(json, JsonText.indented(result));
            if (structured) {
                json.writeFieldName("structuredContent");
                JsonText.write(json, result);
            }
            json.writeEndObject();
        };
    }

    private static JsonText.Writer failed(Problem problem) {
        return json -> {
            json.writeStartObject();
            text(json, problem.sentence());
            json.writeBooleanField("isError", true);
            json.writeEndObject();
        };
    }

    private static void text(JsonGenerator json, String text) throws IOException {
        json.writeArrayFieldStart("content");
        json.writeStartObject();
        json.writeStringField("type", "text");
        json.writeStringField("text", text);
        json.writeEndObject();
        json.writeEndArray();
    }

    private static String shown(String name) {
        String cut = name.length() <= 60 ? name : name.substring(0, 60) + "...";
        return cut.replace('\n', ' ').replace('\r', ' ');
    }
}
