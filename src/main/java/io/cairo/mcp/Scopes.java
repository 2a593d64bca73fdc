package io.cairo.mcp;

import io.cairo.access.Caller;
import io.cairo.base.JsonTree;
import jakarta.json.JsonObject;

/** What a caller is told whose key does not reach so far. */
final class Scopes {
    private Scopes() {}

    static Refusal missing(Caller caller, Caller.Right required) {
        return refusal(
                required.wire(),
                "%s %s".formatted(caller.kind().wire(), caller.role().wire()));
    }

    /** The key belongs to another namespace than the arguments name. */
    static Refusal pinned(Caller caller, JsonObject arguments) {
        return refusal(
                "namespace " + Texts.shown(arguments.getString("namespace", "")), "namespace " + caller.namespace());
    }

    private static Refusal refusal(String required, String got) {
        return Refusal.exactly(
                Fault.INSUFFICIENT_SCOPE,
                JsonTree.JSON
                        .createObjectBuilder()
                        .add("required", required)
                        .add("got", got)
                        .build());
    }
}
