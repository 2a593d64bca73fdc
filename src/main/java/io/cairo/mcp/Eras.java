package io.cairo.mcp;

import io.cairo.base.JsonTree;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which version a request speaks, and checks what the modern one says twice: in the body, and in headers for
 * those who route requests without reading them.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http">Server
 *     validation</a>
 */
final class Eras {
    private static final String VERSION = "MCP-Protocol-Version";
    private static final String OPENING = "=?base64?";

    private Eras() {}

    /** What a refusal is written in before the request has been understood. */
    static Version presumed(Received received) {
        return Version.of(received.header().apply(VERSION)).orElse(Version.UNSAID);
    }

    /**
     * The version of a request.
     *
     * @throws Refusal MISSING_META, HEADER_MISMATCH, UNSUPPORTED_VERSION, NOT_A_REQUEST
     */
    static Version of(Rpc rpc, Meta meta, Received received, Session session) {
        return isModern(rpc, meta, received) ? modern(rpc, meta, received) : legacy(rpc, received, session);
    }

    static boolean isModern(Rpc rpc, Meta meta, Received received) {
        return meta.isModern()
                || rpc.method().equals("server/discover")
                || (presumed(received).isModern() && !rpc.isResponse());
    }

    private static Version modern(Rpc rpc, Meta meta, Received received) {
        if (rpc.id() == null) {
            return Version.V2026_07_28;
        }
        meta.check();
        String said = String.valueOf(meta.version());
        match(VERSION, received, said);
        Version version = Version.of(said).filter(Version::isModern).orElseThrow(() -> unsupported(said));
        match("Mcp-Method", received, rpc.method());
        Optional<String> name = name(rpc);
        if (name.isPresent()) {
            match("Mcp-Name", received, name.get());
        }
        return version;
    }

    private static Optional<String> name(Rpc rpc) {
        String field = switch (rpc.method()) {
            case "tools/call", "prompts/get" -> "name";
            case "resources/read" -> "uri";
            default -> "";
        };
        return rpc.params().get(field) instanceof JsonString name ? Optional.of(name.getString()) : Optional.empty();
    }

    private static void match(String header, Received received, String body) {
        @Nullable String said = received.header().apply(header);
        if (said == null || !decoded(said.strip()).equals(body)) {
            throw Refusal.of(
                    Fault.HEADER_MISMATCH,
                    "the header " + header + " must be what the body says: " + Texts.shown(body)
                            + (said == null ? "; it is missing" : "; it is " + Texts.shown(said)));
        }
    }

    /** What no header can carry as it is comes in base64. */
    private static String decoded(String value) {
        if (!value.startsWith(OPENING) || !value.endsWith("?=") || value.length() < OPENING.length() + 2) {
            return value;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(value.substring(OPENING.length(), value.length() - 2));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    /** A client that introduces itself says its version in the body; others in a header, or with their session. */
    private static Version legacy(Rpc rpc, Received received, Session session) {
        @Nullable String said = received.header().apply(VERSION);
        if (said == null || rpc.method().equals("initialize")) {
            return session.version();
        }
        return Version.of(said)
                .orElseThrow(() -> Refusal.of(
                                Fault.NOT_A_REQUEST, VERSION + " must be one of " + String.join(", ", Version.wires()))
                        .saying(versions(said)));
    }

    private static Refusal unsupported(String said) {
        return Refusal.exactly(Fault.UNSUPPORTED_VERSION, versions(said));
    }

    private static JsonObject versions(String requested) {
        JsonArrayBuilder supported = JsonTree.JSON.createArrayBuilder();
        served().forEach(supported::add);
        return JsonTree.JSON
                .createObjectBuilder()
                .add("supported", supported)
                .add("requested", Texts.shown(requested))
                .build();
    }

    /** The versions that are served, the newest first. */
    static List<String> served() {
        return Version.wires().stream().sorted(Comparator.reverseOrder()).toList();
    }
}
