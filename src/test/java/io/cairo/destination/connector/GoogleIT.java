package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import io.cairo.destination.Outcome;
import io.cairo.destination.Outcome.Kind;
import io.cairo.destination.Parcel;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** BigQuery and Pub/Sub, from the signed request for a token to what is stored. */
@Against(
        types = {"bigquery", "pubsub"},
        server = "Google's API as documented, which checks signed tokens",
        real = false)
class GoogleIT {
    private final GoogleStandIn google = new GoogleStandIn();
    private StandIn server;

    @BeforeEach
    void start() {
        server = new StandIn(google);
        google.at(server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonObject here(String type) {
        JsonObject config = Sample.named(type).config();
        return Json.createObjectBuilder()
                .add("base_url", server.url())
                .add(
                        "service_account",
                        config.getString("service_account").replace("https://oauth2.googleapis.com", server.url()))
                .build();
    }

    private Sending<?> sending(String type) {
        return Sending.of(type, here(type));
    }

    private static Parcel by(String userId, String messageId) {
        JsonObject event = JsonTree.readObject(Sample.event("track", messageId).payload());
        return Sample.parcel(
                messageId, Json.createObjectBuilder(event).add("userId", userId).build());
    }

    @Test
    void allSixBecomeRowsAndComeOnceWhenSentTwice() throws IOException {
        try (Sending<?> bigquery = sending("bigquery")) {
            assertThat(bigquery.objection()).isEmpty();
            assertThat(bigquery.send(Sample.six())).hasSize(6).containsOnly(Kind.OK);
            assertThat(bigquery.send(Sample.six())).hasSize(6).containsOnly(Kind.OK);
        }

        assertThat(google.rows).hasSize(6);
        assertThat(google.rows).hasEntrySatisfying("m-track", track -> {
            assertThat(track.getString("event")).isEqualTo("Order Completed");
            assertThat(track.getString("timestamp")).isEqualTo("2026-01-31T11:59:03.000Z");
            assertThat(track.getString("properties")).contains("\"revenue\":42.5");
        });
        assertThat(google.tokens()).as("one token for all").isEqualTo(1);
    }

    @Test
    void onlyTheRowThatTheTableDoesNotTakeIsRefused() throws IOException {
        try (Sending<?> bigquery = sending("bigquery")) {
            List<Outcome> outcomes =
                    bigquery.outcomes(List.of(by("u-1", "m-1"), by("u".repeat(51), "m-2"), by("u-3", "m-3")));

            assertThat(outcomes).extracting(Outcome::kind).containsExactly(Kind.OK, Kind.REJECTED, Kind.OK);
            assertThat(outcomes.get(1).detail()).contains("user_id").doesNotContain("uuu");
        }
        assertThat(google.rows).containsOnlyKeys("m-1", "m-3");
    }

    @Test
    void aKeyThatGoogleDoesNotKnowGetsNoToken() throws IOException, NoSuchAlgorithmException {
        for (String type : List.of("bigquery", "pubsub")) {
            JsonObject here = here(type);
            JsonObject stranger = Json.createObjectBuilder(here)
                    .add("service_account", strange(here.getString("service_account")))
                    .build();
            try (Sending<?> sending = Sending.of(type, stranger)) {
                assertThat(sending.outcomes(Sample.six())).allSatisfy(outcome -> {
                    assertThat(outcome.kind()).isEqualTo(Kind.AUTH);
                    assertThat(outcome.detail()).contains("invalid_grant");
                });
                assertThat(sending.objection()).isPresent();
            }
        }
        assertThat(google.rows).isEmpty();
        assertThat(google.messages).isEmpty();
    }

    /** The same account, signing with another key. */
    private static String strange(String account) throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String key = Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        return account.replaceAll("-----BEGIN PRIVATE KEY-----[^-]+", "-----BEGIN PRIVATE KEY-----" + key);
    }

    @Test
    void aClockThatIsWrongByAnHourGetsNoToken() throws IOException {
        Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
        Clock behind = Clock.offset(Clock.systemUTC(), Duration.ofHours(-2));
        for (Clock clock : List.of(ahead, behind)) {
            try (Sending<?> sending = Sending.of(Sample.named("bigquery"), here("bigquery"), clock)) {
                assertThat(sending.send(Sample.six())).containsOnly(Kind.AUTH);
            }
        }
    }

    @Test
    void aTokenThatEndsEarlyIsReplacedWithoutLoss() throws IOException {
        try (Sending<?> pubsub = sending("pubsub")) {
            assertThat(pubsub.send(Sample.six())).containsOnly(Kind.OK);
            google.revoke();
            assertThat(pubsub.send(List.of(by("u-2", "m-later")))).containsExactly(Kind.OK);
        }
        assertThat(google.messages).hasSize(7);
    }

    @Test
    void messagesAreWholeAndOnePersonsKeepTheirOrder() throws IOException {
        List<Parcel> mixed = List.of(by("u-1", "m-1"), by("u-2", "m-2"), by("u-1", "m-3"));
        try (Sending<?> pubsub = sending("pubsub")) {
            assertThat(pubsub.objection()).isEmpty();
            assertThat(pubsub.send(mixed)).hasSize(3).containsOnly(Kind.OK);
        }

        assertThat(google.messages.stream()
                        .filter(message -> message.getString("orderingKey").equals("u-1"))
                        .map(message -> message.getJsonObject("attributes").getString("messageId")))
                .containsExactly("m-1", "m-3");
        assertThat(google.messages)
                .allSatisfy(message -> assertThat(
                                JsonTree.readObject(Base64.getDecoder().decode(message.getString("data")))
                                        .getString("event"))
                        .isEqualTo("Order Completed"));
    }

    @Test
    void keepsEventsForAnAccountThatMayNotAndForWhatIsNotThere() throws IOException {
        JsonObject elsewhere = Json.createObjectBuilder(here("pubsub"))
                .add("topic_id", "nowhere")
                .build();
        try (Sending<?> lost = Sending.of("pubsub", elsewhere);
                Sending<?> barred = sending("bigquery")) {
            assertThat(lost.send(Sample.six())).containsOnly(Kind.AUTH);
            assertThat(lost.objection())
                    .hasValueSatisfying(said -> assertThat(said).contains("NOT_FOUND"));
            google.forbid();
            assertThat(barred.send(Sample.six())).containsOnly(Kind.AUTH);
            assertThat(barred.objection())
                    .hasValueSatisfying(said -> assertThat(said).contains("PERMISSION_DENIED"));
        }
    }
}
