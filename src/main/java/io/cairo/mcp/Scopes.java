package io.cairo.mcp;

import io.cairo.access.Caller;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;

/** What a caller is told whose key does not reach so far. */
final class Scopes {
    private Scopes() {}

    static Refusal missing(Caller caller, Caller.Right required) {
        return refusal(
                required.wire(),
                "%s %s".formatted(caller.kind().wire(), caller.role().wire()));
    }

    /** A tool says so: mostly because the key belongs to another namespace than the arguments name. */
    static Refusal of(Caller caller, JsonObject arguments, Problem problem) {
        return caller.namespace() != null && arguments.get("namespace") instanceof JsonString named
                ? refusal("namespace " + Texts.shown(named.getString()), "namespace " + caller.namespace())
                : Refusal.exactly(Fault.INSUFFICIENT_SCOPE, problem);
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
