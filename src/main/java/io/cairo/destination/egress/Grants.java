package io.cairo.destination.egress;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.destination.Grant;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts tokens into calls that need one. A token is asked for by one thread and used by all until a minute before it ends; if
 * the vendor answers 401, one more is asked for and the call, of which nothing has happened then, is sent once again.
 */
final class Grants implements Sender {
    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final long USUAL_SECONDS = 3600;
    private static final int LOCKS = 64;

    private final Sender sender;
    private final Clock clock;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final Object[] locks = new Object[LOCKS];

    private record Token(String value, Instant until) {
        @Override
        public String toString() {
            return "token";
        }
    }

    Grants(Sender sender, Clock clock) {
        this.sender = sender;
        this.clock = clock;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    @Override
    public HttpAnswer send(HttpCall call) throws IOException {
        Grant grant = call.grant();
        return grant == null ? sender.send(call) : send(call, grant);
    }

    private HttpAnswer send(HttpCall call, Grant grant) throws IOException {
        Token known = good(tokens.get(grant.key()));
        if (known != null) {
            HttpAnswer answer = sender.send(bearing(known, call));
            if (answer.status() != 401) {
                return answer;
            }
            tokens.remove(grant.key(), known);
        }
        return asked(call, grant);
    }

    private HttpAnswer asked(HttpCall call, Grant grant) throws IOException {
        Token token;
        synchronized (locks[Math.floorMod(grant.key().hashCode(), LOCKS)]) {
            token = good(tokens.get(grant.key())); // another thread may have asked meanwhile
            if (token == null) {
                Instant now = clock.instant();
                HttpAnswer told = sender.send(grant.request().apply(now));
                Optional<Token> read = read(told, now);
                if (read.isEmpty()) {
                    return refused(told);
                }
                token = read.get();
                tokens.values().removeIf(kept -> good(kept) == null);
                tokens.put(grant.key(), token);
            }
        }
        return sender.send(bearing(token, call));
    }

    private @Nullable Token good(@Nullable Token token) {
        return token != null && clock.instant().isBefore(token.until()) ? token : null;
    }

    private static HttpCall bearing(Token token, HttpCall call) {
        return call.with("Authorization", "Bearer " + token.value());
    }

    private static Optional<Token> read(HttpAnswer answer, Instant now) {
        JsonObject said = object(answer);
        if (!answer.isSuccess() || !(said.get("access_token") instanceof JsonString token)) {
            return Optional.empty();
        }
        long seconds = said.get("expires_in") instanceof JsonNumber number ? number.longValue() : USUAL_SECONDS;
        Duration life = Duration.ofSeconds(Math.max(0, Math.min(seconds, 86_400)));
        Duration margin = life.compareTo(MARGIN.multipliedBy(2)) > 0 ? MARGIN : life.dividedBy(2);
        return Optional.of(new Token(token.getString(), now.plus(life.minus(margin))));
    }

    private static JsonObject object(HttpAnswer answer) {
        try {
            return JsonTree.readObject(answer.body().getBytes(StandardCharsets.UTF_8));
        } catch (Problem e) {
            return JsonObject.EMPTY_JSON_OBJECT;
        }
    }

    /** Without a token the settings are wrong, unless it was asked for too often or at the wrong moment. */
    private static HttpAnswer refused(HttpAnswer told) {
        boolean later = told.status() == 408 || told.status() == 425 || told.status() == 429 || told.status() >= 500;
        int status = later ? told.status() : told.isSuccess() ? 502 : 401;
        String said = told.isSuccess() ? "the answer holds no token" : told.summary();
        return new HttpAnswer(status, told.headers(), "no token: " + said);
    }
}
