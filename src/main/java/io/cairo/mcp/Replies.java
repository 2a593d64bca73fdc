package io.cairo.mcp;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.base.Signer;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Brings together the questions that legacy clients are asked on a stream and the answers that they post in requests of
 * their own, which may reach another node. The id of a question is signed for whoever is asked, so that nobody else can
 * answer it and strangers cannot fill the mailbox.
 */
final class Replies {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LOOK_MILLIS = 250;

    private final Map<String, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
    private final Mailbox mailbox;
    private final Signer signer;

    Replies(Mailbox mailbox, Signer signer) {
        this.mailbox = mailbox;
        this.signer = signer;
    }

    /** The id of a new question to this caller. */
    String ask(String principal) {
        String id = signer.sign(purpose(principal), UUID.randomUUID().toString());
        waiting.put(id, new CompletableFuture<>());
        return id;
    }

    /** Takes in what a client posted; what answers no question of ours is dropped. */
    void accept(String principal, JsonObject response) {
        if (!(response.get("id") instanceof JsonString id)
                || signer.open(purpose(principal), id.getString()).isEmpty()) {
            return;
        }
        CompletableFuture<JsonObject> here = waiting.get(id.getString());
        if (here == null) {
            mailbox.put(address(id.getString()), response.toString(), LIFE);
        } else {
            here.complete(response);
        }
    }

    /**
     * Waits for the answer.
     *
     * @param over whether nobody waits for what will come of it any more
     * @throws Problem CONFLICT if none came in time, or the client refused
     */
    JsonObject await(String id, BooleanSupplier over) {
        CompletableFuture<JsonObject> answer = waiting.getOrDefault(id, new CompletableFuture<>());
        try {
            for (long left = PATIENCE.toMillis(); left > 0 && !over.getAsBoolean(); left -= LOOK_MILLIS) {
                Optional<JsonObject> found = look(id, answer);
                if (found.isPresent()) {
                    return result(found.get());
                }
            }
            throw new Problem(Problem.Code.CONFLICT, "The client did not answer what it was asked; call again");
        } finally {
            waiting.remove(id);
        }
    }

    private Optional<JsonObject> look(String id, CompletableFuture<JsonObject> answer) {
        try {
            return Optional.of(answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return mailbox.look(address(id)).map(text -> JsonTree.readObject(text.getBytes(StandardCharsets.UTF_8)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Code.UNAVAILABLE, "Cairo is stopping; call again");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject result(JsonObject response) {
        if (response.get("result") instanceof JsonObject result) {
            return result;
        }
        JsonObject error = response.get("error") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        throw new Problem(
                Problem.Code.CONFLICT,
                "The client refused what it was asked: " + Texts.shown(error.getString("message", "no reason given")));
    }

    private static String purpose(String principal) {
        return "mcp question " + principal;
    }

    private static String address(String id) {
        return "reply " + id;
    }
}
