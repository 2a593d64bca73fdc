package io.cairo.mcp;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.base.Signer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a legacy client said when it introduced itself. Nothing of it is kept: it is signed and given to the client as the
 * id of its session, which comes back with each request, so that any node knows it. It opens no door: every request still
 * needs its key.
 *
 * @param nonce tells apart clients that share a key
 */
record Session(String nonce, Version version, JsonObject capabilities) {
    static final String HEADER = "Mcp-Session-Id";

    /** Of a client that has not introduced itself, or does not say so. */
    static final Session NONE = new Session("", Version.UNSAID, JsonValue.EMPTY_JSON_OBJECT);

    private static final String PURPOSE = "mcp session";
    private static final int LONGEST = 4_000;

    /** The session of a client that introduces itself now; what it offers in too many words counts as nothing. */
    static Session begin(Version version, JsonValue offered) {
        boolean brief = offered instanceof JsonObject && offered.toString().length() <= LONGEST / 2;
        return new Session(
                UUID.randomUUID().toString(), version, brief ? offered.asJsonObject() : JsonValue.EMPTY_JSON_OBJECT);
    }

    /** The id to give to the client. */
    String id(Signer signer) {
        return signer.sign(
                PURPOSE,
                JsonTree.JSON
                        .createObjectBuilder()
                        .add("n", nonce)
                        .add("v", version.wire())
                        .add("c", capabilities)
                        .build()
                        .toString());
    }

    /** The session that a request names; an id of unknown origin says nothing. */
    static Session of(Signer signer, @Nullable String id) {
        if (id == null || id.length() > LONGEST) {
            return NONE;
        }
        return signer.open(PURPOSE, id).flatMap(Session::read).orElse(NONE);
    }

    private static Optional<Session> read(String text) {
        try {
            JsonObject json = JsonTree.readObject(text.getBytes(StandardCharsets.UTF_8));
            return Version.of(json.getString("v"))
                    .map(version -> new Session(json.getString("n"), version, json.getJsonObject("c")));
        } catch (Problem e) {
            return Optional.empty();
        }
    }
}
