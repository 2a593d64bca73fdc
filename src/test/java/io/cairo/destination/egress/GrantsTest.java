package io.cairo.destination.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.HandClock;
import io.cairo.destination.Grant;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens are asked for once, kept while they are good, and asked for again once when the vendor refuses one. */
class GrantsTest {
    private static final HttpAnswer TAKEN = new HttpAnswer(200, Map.of(), "");
    private static final HttpAnswer BARRED = new HttpAnswer(401, Map.of(), "");

    private final HandClock clock = new HandClock(Instant.parse("2026-01-31T12:00:00Z"));
    private final Deque<HttpAnswer> tokens = new ArrayDeque<>();
    private final Deque<HttpAnswer> answers = new ArrayDeque<>();
    private final List<String> seen = new ArrayList<>();
    private final Grants grants = new Grants(this::answer, clock);

    private HttpAnswer answer(HttpCall call) {
        if (call.uri().getPath().equals("/token")) {
            seen.add("asked");
            return tokens.remove();
        }
        seen.add(String.valueOf(call.headers().get("Authorization")));
        return answers.isEmpty() ? TAKEN : answers.remove();
    }

    private static HttpCall call(String path) {
        return new HttpCall(
                "POST", URI.create("https://example.com" + path), Map.of(), new byte[0], Duration.ofSeconds(1));
    }

    private HttpAnswer send(String key) throws IOException {
        return grants.send(call("/data").granted(new Grant(key, at -> call("/token"))));
    }

    private static HttpAnswer token(String value, int seconds) {
        return new HttpAnswer(200, Map.of(), "{\"access_token\":\"%s\",\"expires_in\":%d}".formatted(value, seconds));
    }

    @Test
    void aTokenIsUsedUntilAMinuteBeforeItEnds() throws IOException {
        tokens.add(token("one", 3600));
        tokens.add(token("two", 3600));

        send("a");
        clock.move(Duration.ofSeconds(3539));
        send("a");
        clock.move(Duration.ofSeconds(2));
        send("a");

        assertThat(seen).containsExactly("asked", "Bearer one", "Bearer one", "asked", "Bearer two");
    }

    @Test
    void accountsDoNotShareTokens() throws IOException {
        tokens.add(token("a", 3600));
        tokens.add(token("b", 3600));

        send("a");
        send("b");
        send("a");

        assertThat(seen).containsExactly("asked", "Bearer a", "asked", "Bearer b", "Bearer a");
    }

    @Test
    void aTokenThatIsNotTakenIsReplacedOnce() throws IOException {
        tokens.add(token("old", 3600));
        tokens.add(token("new", 3600));
        send("a");
        answers.add(BARRED);
        answers.add(BARRED);

        assertThat(send("a").status()).isEqualTo(401);
        assertThat(seen).containsExactly("asked", "Bearer old", "Bearer old", "asked", "Bearer new");
    }

    @Test
    void withoutATokenTheSettingsAreWrongUnlessTheVendorIsAway() throws IOException {
        tokens.add(new HttpAnswer(400, Map.of(), "{\"error\":\"invalid_grant\"}"));
        tokens.add(new HttpAnswer(503, Map.of("retry-after", "3"), ""));
        tokens.add(new HttpAnswer(200, Map.of(), "<html>"));

        assertThat(send("a")).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).contains("invalid_grant");
        });
        assertThat(send("a")).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).contains("3");
        });
        assertThat(send("a").status()).isEqualTo(502);
        assertThat(seen).containsOnly("asked");
    }

    @Test
    void aCallWithoutAGrantIsSentAsItIs() throws IOException {
        assertThat(grants.send(call("/data")).status()).isEqualTo(200);
        assertThat(seen).containsExactly("null");
    }
}
