package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.journey.Wire.Answer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What became of an event, whatever that is. */
@Journey
class ExplainIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void anEventThatWasChangedJoinedAndDelivered(Wire wire) {
        try (Receiver receiver = new Receiver()) {
            made(wire, "/api/v2/destinations", destination(receiver));
            made(
                    wire,
                    "/api/v2/transformations",
                    Json.createObjectBuilder()
                            .add("name", "shape")
                            .add("code", "event.properties = {...event.properties, plan: 'PRO'}; return event;")
                            .build());
            String event = "{'type':'track','userId':'u1','anonymousId':'device-1','event':'Paid','messageId':'m1',"
                    + "'timestamp':'2026-01-01T00:00:10Z','sentAt':'2026-01-01T00:00:20Z',"
                    + "'properties':{'plan':'pro','n':1}}";
            post(wire, event);
            post(wire, event);
            Pause.until(() -> receiver.messageIds().contains("m1"), SOON, "it does not arrive");
            Pause.until(
                    () -> outcome(way(wire, "m1")).equals("delivered"),
                    SOON,
                    "delivery does not write down that it is past it");

            JsonObject told = way(wire, "m1");

            assertThat(told.getJsonObject("received").getString("event")).isEqualTo("Paid");
            assertThat(told.getString("deduplication")).startsWith("new when it came, and stored");
            assertThat(told.getJsonObject("clock").getString("original_timestamp"))
                    .isEqualTo("2026-01-01T00:00:10Z");
            assertThat(told.getJsonObject("clock")
                            .getJsonNumber("corrected_by_seconds")
                            .doubleValue())
                    .isGreaterThan(3600);
            JsonObject code = told.getJsonObject("transformations");
            assertThat(code.getString("verdict")).isEqualTo("changed");
            assertThat(code.getJsonObject("diff").getJsonArray("changed").toString())
                    .contains("properties.plan");
            assertThat(told.getJsonObject("identity").toString()).contains("device-1", "told something new");
            assertThat(explain(wire, "m1").getJsonArray("unknown").toString())
                    .contains("how often its sender sent it again", "are judged");
        }
    }

    @Test
    void anEventThatCodeDropped(Wire wire) {
        made(
                wire,
                "/api/v2/transformations",
                Json.createObjectBuilder()
                        .add("name", "drop")
                        .add("code", "return event.event === 'Keep' ? event : null;")
                        .build());
        post(wire, "{'type':'track','userId':'u1','event':'Test','messageId':'m1'}");

        JsonObject told = way(wire, "m1");

        assertThat(told.getString("deduplication")).contains("only its original is kept");
        assertThat(told.getJsonObject("transformations").getString("verdict")).isEqualTo("dropped");
        assertThat(told.getJsonObject("transformations").getString("reason")).contains("version 1");
        assertThat(told.getJsonObject("identity").getString("verdict")).startsWith("none");
        assertThat(told.getJsonArray("destinations")).isEmpty();
    }

    @Test
    void anEventThatAPlanDropped(Wire wire) {
        made(
                wire,
                "/api/v2/tracking-plans",
                Json.createObjectBuilder()
                        .add("name", "plan")
                        .add("enforcement_mode", "drop")
                        .add(
                                "schema",
                                Json.createObjectBuilder()
                                        .add(
                                                "events",
                                                Json.createObjectBuilder()
                                                        .add(
                                                                "Paid",
                                                                Json.createObjectBuilder()
                                                                        .add(
                                                                                "properties",
                                                                                Json.createObjectBuilder()
                                                                                        .add(
                                                                                                "required",
                                                                                                Json
                                                                                                        .createArrayBuilder()
                                                                                                        .add(
                                                                                                                "price"))))))
                        .build());
        post(wire, "{'type':'track','userId':'u1','event':'Paid','messageId':'m1'}");

        JsonObject plan = way(wire, "m1").getJsonObject("plan");

        assertThat(plan.getString("verdict")).startsWith("dropped by tracking plan");
        assertThat(plan.getJsonArray("violations")).hasSize(1);
    }

    @Test
    void anEventThatRulesKeepFromADestinationAndOneThatWasSentTwice(Wire wire) {
        try (Receiver receiver = new Receiver()) {
            String path = "/api/v2/destinations/";
            JsonObject rules = Json.createObjectBuilder()
                    .add("deny_events", Json.createArrayBuilder().add("Secret*"))
                    .build();
            String id = idOf(wire.call(
                    "POST",
                    "/api/v2/destinations",
                    Json.createObjectBuilder(destination(receiver))
                            .add("rules", rules)
                            .build()));
            post(wire, "{'type':'track','userId':'u1','event':'Secret Plan','messageId':'m1'}");
            post(wire, "{'type':'track','userId':'u1','event':'Paid','messageId':'m2'}");
            Pause.until(() -> outcome(way(wire, "m2")).equals("delivered"), SOON, "delivery does not pass it");
            JsonObject filtered = way(wire, "m1").getJsonArray("destinations").getJsonObject(0);
            assertThat(filtered.getString("outcome")).isEqualTo("filtered");
            assertThat(filtered.getString("detail")).isEqualTo("deny_events: Secret*");

            Answer changed = wire.call(
                    "PUT",
                    path + id,
                    Json.createObjectBuilder()
                            .add("rules", JsonValue.EMPTY_JSON_OBJECT)
                            .build());
            assertThat(changed.status()).as(changed.body()).isEqualTo(200);
            assertThat(outcome(way(wire, "m1"))).isEqualTo("would_be_delivered");

            Answer replay = wire.call(
                    "POST",
                    "/api/v2/replay",
                    Json.createObjectBuilder()
                            .add("destination_id", id)
                            .add("from", "2020-01-01T00:00:00Z")
                            .build());
            assertThat(replay.status()).as(replay.body()).isEqualTo(201);
            Pause.until(
                    () -> !way(wire, "m1").getJsonArray("replays").isEmpty(), SOON, "the replay does not come to it");
            assertThat(way(wire, "m1").getJsonArray("replays").getJsonObject(0).getString("replay_id"))
                    .isEqualTo(replay.json().getString("replay_id"));
            assertThat(receiver.messageIds()).contains("m1");
        }
    }

    @Test
    void anEventThatIsTriedAgainAndOneThatDied(Wire wire) {
        try (Receiver receiver = new Receiver()) {
            made(wire, "/api/v2/destinations", destination(receiver));
            receiver.failWith(422);
            post(wire, "{'type':'track','userId':'u1','event':'E','messageId':'dead'}");
            Pause.until(() -> outcome(way(wire, "dead")).equals("dead"), SOON, "it does not die");
            JsonObject dead = way(wire, "dead").getJsonArray("destinations").getJsonObject(0);
            assertThat(dead.getString("detail")).contains("HTTP 422");
            assertThat(dead.getInt("attempts")).isEqualTo(1);
        }
        post(wire, "{'type':'track','userId':'u1','event':'E','messageId':'later'}");

        Pause.until(() -> explain(wire, "later").toString().contains("holding"), SOON, "delivery does not hold");
        assertThat(outcome(way(wire, "later"))).isEqualTo("ahead");
    }

    @Test
    void anEventThatArrivesAtTheThirdTryAndItsNeighbourThatArrivesAtOnce(Wire wire) {
        try (Receiver receiver = new Receiver()) {
            made(wire, "/api/v2/destinations", destination(receiver));
            receiver.failWith(503, 503);
            post(wire, "{'type':'track','userId':'u1','event':'E','messageId':'slow'}");
            Pause.until(() -> attempts(wire, "slow") == 1, SOON, "the first try is not told of");
            assertThat(outcome(way(wire, "slow"))).isEqualTo("ahead");
            Pause.until(() -> outcome(way(wire, "slow")).equals("delivered"), SOON, "it does not arrive");
            post(wire, "{'type':'track','userId':'u1','event':'E','messageId':'quick'}");
            Pause.until(() -> outcome(way(wire, "quick")).equals("delivered"), SOON, "its neighbour does not arrive");

            JsonObject slow = way(wire, "slow").getJsonArray("destinations").getJsonObject(0);
            assertThat(slow.getInt("attempts")).isEqualTo(3);
            assertThat(slow.getString("last_error")).contains("HTTP 503");
            assertThat(Instant.parse(slow.getString("first_tried_at")))
                    .isBefore(Instant.parse(slow.getString("delivered_at")));
            JsonObject quick = way(wire, "quick").getJsonArray("destinations").getJsonObject(0);
            assertThat(quick.getInt("attempts")).isEqualTo(1);
            assertThat(quick).doesNotContainKeys("last_error", "delivered_at");
        }
    }

    private static int attempts(Wire wire, String messageId) {
        return way(wire, messageId)
                .getJsonArray("destinations")
                .getJsonObject(0)
                .getInt("attempts", 0);
    }

    @Test
    void anEventThatNobodyKnows(Wire wire, Space space) {
        post(wire, "{'type':'track','userId':'u1','event':'E','messageId':'m1'}");
        Wire stranger = new Wire(wire.url(), Space.in(space.database()).key());

        for (JsonObject told : List.of(explain(wire, "m2"), explain(stranger, "m1"))) {
            assertThat(told.getBoolean("found")).isFalse();
            assertThat(told).doesNotContainKey("way");
            assertThat(told.getJsonArray("unknown")).hasSize(1);
        }
        assertThat(wire.call("GET", "/api/v2/events/" + "x".repeat(300) + "/explain", JsonValue.EMPTY_JSON_OBJECT)
                        .status())
                .isEqualTo(400);
        assertThat(wire.tool(
                                "explain_event",
                                Json.createObjectBuilder()
                                        .add("message_id", "m1")
                                        .build())
                        .toString())
                .contains("\\\"found\\\": true");
    }

    private static JsonObject way(Wire wire, String messageId) {
        JsonObject told = explain(wire, messageId);
        assertThat(told.getBoolean("found")).as(told.toString()).isTrue();
        return told.getJsonObject("way");
    }

    private static JsonObject explain(Wire wire, String messageId) {
        Answer answer = wire.call("GET", "/api/v2/events/" + messageId + "/explain", JsonValue.EMPTY_JSON_OBJECT);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static String outcome(JsonObject told) {
        return told.getJsonArray("destinations").getJsonObject(0).getString("outcome");
    }

    private static JsonObject destination(Receiver receiver) {
        return Json.createObjectBuilder()
                .add("name", "receiver")
                .add("type", "webhook")
                .add("config", receiver.config(1))
                .build();
    }

    private static String idOf(Answer made) {
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json().getJsonObject("destination").getString("id");
    }

    private static void made(Wire wire, String path, JsonObject body) {
        Answer answer = wire.call("POST", path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private static void post(Wire wire, String event) {
        String batch = "{\"batch\":[" + event.replace('\'', '"') + "]}";
        assertThat(wire.post("/v1/batch", batch).status()).isEqualTo(200);
    }
}
