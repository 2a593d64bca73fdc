package io.cairo.mcp;

import io.cairo.base.JsonTree;
import io.cairo.context.Conversation.Level;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of itself in {@code _meta}.
 *
 * @param progressToken a text or a number; null if nobody wants to hear of progress
 * @param version as the client names it; null if it does not
 * @param capabilities what the client can be asked; null if it does not say
 * @param level from which on it wants to hear the log; null for none
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/index#meta">Request metadata</a>
 */
record Meta(
        @Nullable JsonValue progressToken,
        @Nullable String version,
        @Nullable JsonObject capabilities,
        @Nullable Level level) {
    private static final String PREFIX = "io.modelcontextprotocol/";
    private static final String VERSION = PREFIX + "protocolVersion";
    private static final String CAPABILITIES = PREFIX + "clientCapabilities";

    /** Reads it without complaint; what is no such thing is not there. */
    static Meta of(JsonObject params) {
        JsonObject meta = params.get("_meta") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        return new Meta(
                Rpc.id(wrapped(meta.get("progressToken"))).orElse(null),
                meta.get(VERSION) instanceof JsonString version ? version.getString() : null,
                meta.get(CAPABILITIES) instanceof JsonObject capabilities ? capabilities : null,
                level(meta.get(PREFIX + "logLevel")).orElse(null));
    }

    private static JsonValue wrapped(@Nullable JsonValue token) {
        return token == null
                ? JsonValue.EMPTY_JSON_OBJECT
                : JsonTree.JSON.createObjectBuilder().add("id", token).build();
    }

    /** The level that is written so, if there is one. */
    static Optional<Level> level(@Nullable JsonValue written) {
        if (!(written instanceof JsonString name)) {
            return Optional.empty();
        }
        for (Level level : Level.values()) {
            if (level.name().toLowerCase(Locale.ROOT).equals(name.getString())) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    /** Whether the request is one of those that speak for themselves. */
    boolean isModern() {
        return version != null || capabilities != null;
    }

    /** @throws Refusal MISSING_META for a modern request that lacks what it must say */
    void check() {
        if (version == null) {
            throw missing(VERSION, "such as \"" + Version.V2026_07_28.wire() + "\"");
        }
        if (capabilities == null) {
            throw missing(CAPABILITIES, "such as {}");
        }
    }

    private static Refusal missing(String field, String example) {
        return Refusal.of(Fault.MISSING_META, "params._meta must have " + field + ", " + example);
    }
}
