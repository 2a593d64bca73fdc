package io.cairo.mcp;

import io.cairo.base.Problem;
import io.cairo.context.Conversation;
import io.cairo.tool.Governor;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.ToolRegistry;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;

/** The tools as they are at one endpoint: who sees which, and what their arguments are there. */
final class Toolset {
    private final ToolRegistry registry;
    private final Governor governor;

    Toolset(ToolRegistry registry, Governor governor) {
        this.registry = registry;
        this.governor = governor;
    }

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
                .orElseThrow(() -> Refusal.of(
                        Fault.UNKNOWN_TOOL, Texts.shown(name.getString()) + "; see tools/list for the names"));
        if (!call.caller().may(entry.right())) {
            throw Scopes.missing(call.caller(), entry.right());
        }
        return entry;
    }

    boolean isHeld(ToolEntry entry) {
        return governor.holds(entry);
    }

    JsonObject hold(Call call, ToolEntry entry, JsonObject arguments) {
        return governor.hold(call.caller(), entry, arguments);
    }

    JsonObject input(ToolEntry entry, boolean account) {
        return entry.arguments().schema();
    }

    JsonObject output(ToolEntry entry, boolean account) {
        return entry.result().answerSchema();
    }

    /** @throws Problem INVALID_ARGUMENT */
    Record decode(Call call, ToolEntry entry, JsonObject arguments) {
        return entry.decode(arguments);
    }

    /** @throws Problem what the tool says */
    Record call(Call call, ToolEntry entry, Record arguments, JsonObject said, Conversation talk) {
        return entry.call(call.caller(), arguments, talk);
    }
}
