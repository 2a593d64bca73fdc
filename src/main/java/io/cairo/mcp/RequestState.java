package io.cairo.mcp;

import io.cairo.base.JsonTree;
import io.cairo.base.Signer;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The answers that a modern call has been given so far, carried by its client from one try to the next, so that no node has
 * to remember the call. Signed for one caller, one method and one set of parameters, and for a quarter of an hour.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/mrtr">Multi round-trip requests</a>
 */
final class RequestState {
    private static final Duration LIFE = Duration.ofMinutes(15);

    private final Signer signer;
    private final Clock clock;

    RequestState(Signer signer, Clock clock) {
        this.signer = signer;
        this.clock = clock;
    }

    /** What the client brings along to this try. */
    String write(Call call, Map<String, JsonObject> answers) {
        JsonObjectBuilder given = JsonTree.JSON.createObjectBuilder();
        answers.forEach(given::add);
        Instant until = clock.instant().plus(LIFE);
        return signer.sign(
                purpose(call),
                JsonTree.JSON
                        .createObjectBuilder()
                        .add("until", until.getEpochSecond())
                        .add("answers", given)
                        .build()
                        .toString());
    }

    /** Whether the client says that it was asked before. */
    static boolean isThere(Call call) {
        return call.params().containsKey("requestState");
    }

    /**
     * The answers of earlier tries and of this one, by the names of their questions.
     *
     * @throws Refusal BAD_STATE if the state is not what we wrote for this very call, or too old; WRONG_PARAMS
     */
    Map<String, JsonObject> answers(Call call) {
        Map<String, JsonObject> answers = new LinkedHashMap<>();
        if (isThere(call)) {
            add(answers, read(call).getJsonObject("answers"));
        }
        if (call.params().containsKey("inputResponses")) {
            add(answers, responses(call));
        }
        return answers;
    }

    private static JsonObject responses(Call call) {
        if (call.params().get("inputResponses") instanceof JsonObject responses) {
            return responses;
        }
        throw Refusal.of(Fault.WRONG_PARAMS, "inputResponses must be an object of answers by name");
    }

    private static void add(Map<String, JsonObject> answers, JsonObject given) {
        given.forEach((name, answer) -> {
            if (!(answer instanceof JsonObject object)) {
                throw Refusal.of(Fault.WRONG_PARAMS, "inputResponses." + Texts.shown(name) + " must be an object");
            }
            answers.put(name, object);
        });
    }

    private JsonObject read(Call call) {
        Optional<String> text = call.params().get("requestState") instanceof JsonString state
                ? signer.open(purpose(call), state.getString())
                : Optional.empty();
        JsonObject said = text.map(json -> JsonTree.readObject(json.getBytes(StandardCharsets.UTF_8)))
                .orElse(JsonValue.EMPTY_JSON_OBJECT);
        if (said.isEmpty()
                || clock.instant().getEpochSecond()
                        > said.getJsonNumber("until").longValue()) {
            throw Refusal.of(
                    Fault.BAD_STATE, "it was changed, has expired or belongs to another call; call without it");
        }
        return said;
    }

    private static String purpose(Call call) {
        return "mcp state %s %s %s".formatted(call.principal(), call.rpc().method(), digest(call.params()));
    }

    /** Of what the call is about, which must stay the same from try to try. */
    private static String digest(JsonObject params) {
        JsonObjectBuilder about = JsonTree.JSON.createObjectBuilder();
        for (String name : new String[] {"name", "uri", "arguments"}) {
            about.add(name, params.getOrDefault(name, JsonValue.EMPTY_JSON_OBJECT));
        }
        try {
            byte[] text = about.build().toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
