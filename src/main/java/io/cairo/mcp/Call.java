package io.cairo.mcp;

import io.cairo.access.Caller;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** A request that has been understood: who asks what, where, and in which version. */
record Call(
        Rpc rpc, Caller caller, Endpoint endpoint, Version version, Meta meta, Session session, Narrowing narrowing) {

    /** What the client said it can be asked. */
    JsonObject capabilities() {
        @Nullable JsonObject said = version.isModern() ? meta.capabilities() : session.capabilities();
        return said == null ? JsonValue.EMPTY_JSON_OBJECT : said;
    }

    JsonObject params() {
        return rpc.params();
    }

    /** Names the caller, for what is signed for it alone. */
    String principal() {
        return caller.tenant() + "/" + (caller.keyId() == null ? caller.kind().wire() : caller.keyId());
    }
}
