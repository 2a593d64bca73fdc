package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import io.cairo.destination.Outcome;
import io.cairo.destination.Outcome.Kind;
import io.cairo.destination.Parcel;
import io.cairo.destination.connector.StandIn.Asked;
import io.cairo.destination.connector.StandIn.Said;
import io.sentry.EnvelopeReader;
import io.sentry.JsonSerializer;
import io.sentry.SentryEnvelope;
import io.sentry.SentryEnvelopeItem;
import io.sentry.SentryOptions;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A stand-in for Sentry's relay, which reads envelopes with Sentry's own reader.
 *
 * @see <a href="https://develop.sentry.dev/sdk/expected-features/rate-limiting/">Rate limiting</a>
 */
@Against(types = "sentry", server = "the envelope endpoint as documented, read by Sentry's own reader", real = false)
class SentryIT {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    /** Errors by their id: one that comes again is there already. */
    private final Map<String, JsonObject> errors = new LinkedHashMap<>();

    private final StandIn server = new StandIn(this::answer);
    private boolean full;
    private String announced = "";

    @AfterEach
    void stop() {
        server.close();
    }

    private synchronized Said answer(Asked asked) throws Exception {
        if (!asked.path().equals("/behind/api/42/envelope/")) {
            return Said.of(404, "");
        }
        if (!asked.header("x-sentry-auth").matches("Sentry sentry_version=7, sentry_client=[^,]+, sentry_key=" + KEY)) {
            return Said.of(403, "{\"detail\":\"bad sentry DSN public key\"}");
        }
        if (full) {
            return Said.of(
                            429,
                            "{\"detail\":\"Sentry dropped data due to a quota or internal rate limit being reached.\"}")
                    .with(
                            "X-Sentry-Rate-Limits",
                            "2700:transaction:key, 120:default;error;security:organization:quota");
        }
        if (asked.body().equals("{}\n")) {
            return Said.of(200, "{}");
        }
        Said said = kept(asked.body());
        return announced.isEmpty() ? said : said.with("X-Sentry-Rate-Limits", announced);
    }

    private Said kept(String body) throws Exception {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        SentryEnvelope envelope =
                new EnvelopeReader(new JsonSerializer(new SentryOptions())).read(new ByteArrayInputStream(bytes));
        if (envelope == null) {
            return Said.of(400, "{\"detail\":\"invalid event envelope\"}");
        }
        SentryEnvelopeItem item = envelope.getItems().iterator().next();
        JsonObject error = JsonTree.readObject(item.getData());
        if (!error.getString("event_id")
                .equals(String.valueOf(envelope.getHeader().getEventId()))) {
            return Said.of(400, "{\"detail\":\"invalid event id\"}");
        }
        errors.putIfAbsent(error.getString("event_id"), error);
        return Said.of(200, "{\"id\":\"" + error.getString("event_id") + "\"}");
    }

    private Sending<?> sending(String key, String project) {
        String dsn = server.url().replace("http://", "http://" + key + "@") + "/behind/" + project;
        return Sending.of("sentry", Json.createObjectBuilder().add("dsn", dsn).build());
    }

    private Sending<?> sending() {
        return sending(KEY, "42");
    }

    private static List<Parcel> one(String messageId) {
        return List.of(Sample.event("track", messageId));
    }

    @Test
    void keepsAnErrorOnceBehindAPathOfItsOwn() throws IOException {
        try (Sending<?> sentry = sending()) {
            assertThat(sentry.objection()).isEmpty();
            assertThat(sentry.send(one("m-1"))).containsOnly(Kind.OK);
            assertThat(sentry.send(one("m-1"))).containsOnly(Kind.OK);
            assertThat(sentry.send(one("m-2"))).containsOnly(Kind.OK);
        }

        assertThat(errors).hasSize(2);
        assertThat(errors.values())
                .extracting(error -> error.getJsonObject("tags").getString("message_id"))
                .containsExactly("m-1", "m-2");
    }

    @Test
    void theLimitForErrorsIsWaitedForAndNotThatForOthers() throws IOException {
        full = true;
        try (Sending<?> sentry = sending()) {
            List<Outcome> outcomes = sentry.outcomes(one("m-1"));

            assertThat(outcomes).singleElement().satisfies(outcome -> {
                assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
                assertThat(outcome.after()).isEqualTo(Duration.ofMinutes(2));
            });
            full = false;
            assertThat(sentry.send(one("m-1"))).containsOnly(Kind.OK);
        }
    }

    @Test
    void aLimitThatComesWithASuccessDoesNotUndoIt() throws IOException {
        announced = "60:error:organization";
        try (Sending<?> sentry = sending()) {
            assertThat(sentry.send(one("m-1"))).containsOnly(Kind.OK);
        }
        assertThat(errors).hasSize(1);
    }

    @Test
    void keepsEventsForAKeyAndAProjectThatAreNotThere() throws IOException {
        try (Sending<?> stranger = sending("fedcba9876543210", "42");
                Sending<?> nowhere = sending(KEY, "43")) {
            for (Sending<?> wrong : List.of(stranger, nowhere)) {
                assertThat(wrong.send(one("m-1"))).containsOnly(Kind.AUTH);
                assertThat(wrong.objection()).isPresent();
            }
        }
        assertThat(errors).isEmpty();
    }
}
