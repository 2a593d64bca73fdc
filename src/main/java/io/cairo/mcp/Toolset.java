package io.cairo.mcp;

import io.cairo.base.Problem;
import io.cairo.context.Content;
import io.cairo.context.Conversation;
import io.cairo.tool.Governor;
import io.cairo.tool.Span;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.ToolRegistry;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;

/** The tools as they are at one endpoint: who sees which, what their arguments are there, and how they are called. */
final class Toolset {
    private final ToolRegistry registry;
    private final Governor governor;
    private final Span span;

    Toolset(ToolRegistry registry, Governor governor, Span span) {
        this.registry = registry;
        this.governor = governor;
        this.span = span;
    }

    /** A call whose arguments have been checked. */
    @FunctionalInterface
    interface Ready {
        /** @throws Problem what the tool says */
        Told call(Conversation talk);
    }

    /** What a tool answered: blocks, or one object. */
    record Told(JsonObject structured, List<Content> blocks) {}

    List<ToolEntry> visible(Call call) {
        return registry.entries(call.caller().rights()).stream()
                .filter(call.narrowing()::shows)
                .toList();
    }

    /** @throws Refusal WRONG_PARAMS, UNKNOWN_TOOL, INSUFFICIENT_SCOPE */
    ToolEntry find(Call call) {
        if (!(call.params().get("name") instanceof JsonString name)) {
            throw Refusal.of(Fault.WRONG_PARAMS, "name must be a tool's name from tools/list");
        }
        ToolEntry entry = registry.find(name.getString())
                .filter(call.narrowing()::shows)
                .orElseThrow(() -> unknown(call, name.getString()));
        if (!call.caller().may(entry.right())) {
            throw Scopes.missing(call.caller(), entry.right());
        }
        return entry;
    }

    private Refusal unknown(Call call, String name) {
        String hint = registry.nearest(name)
                .filter(near ->
                        visible(call).stream().anyMatch(entry -> entry.name().equals(near)))
                .map(near -> "; did you mean " + near + "?")
                .orElse("; see tools/list for the names");
        return Refusal.of(Fault.UNKNOWN_TOOL, Texts.shown(name) + hint);
    }

    boolean isHeld(ToolEntry entry) {
        return governor.holds(entry);
    }

    /** Queues a call instead of making it; answers what its caller is told. */
    JsonObject hold(Call call, ToolEntry entry, JsonObject arguments) {
        return governor.hold(call.caller(), entry, arguments);
    }

    private boolean spans(Endpoint endpoint, ToolEntry entry) {
        return endpoint == Endpoint.ACCOUNT && span.spans(entry);
    }

    JsonObject input(Endpoint endpoint, ToolEntry entry) {
        return spans(endpoint, entry) ? span.schema(entry) : entry.arguments().schema();
    }

    JsonObject output(Endpoint endpoint, ToolEntry entry) {
        return spans(endpoint, entry)
                ? span.outputSchema(entry)
                : entry.result().answerSchema();
    }

    /** @throws Problem INVALID_ARGUMENT */
    Ready ready(Call call, ToolEntry entry, JsonObject arguments) {
        if (spans(call.endpoint(), entry)) {
            return talk -> new Told(
                    span.call(
                            call.caller(),
                            entry,
                            arguments,
                            projects -> talk.progress(projects, projects, "projects asked")),
                    List.of());
        }
        Record decoded = entry.decode(arguments);
        return talk -> told(call, entry, decoded, entry.call(call.caller(), decoded, talk));
    }

    private static Told told(Call call, ToolEntry entry, Record decoded, Record answered) {
        return answered instanceof Content.Blocks blocks
                ? new Told(JsonObject.EMPTY_JSON_OBJECT, blocks.content())
                : new Told(entry.written(call.caller(), decoded, answered), List.of());
    }
}
