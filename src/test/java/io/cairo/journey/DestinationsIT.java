package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Destinations as people and agents set them up, get them wrong, try them and mend them. */
@Journey
@Timeout(180)
class DestinationsIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
            return reader.readObject();
        }
    }

    private static JsonObject tool(Wire wire, String name, String arguments) {
        JsonObject reply = wire.tool(name, json(arguments));
        JsonObject result = reply.getJsonObject("result");
        assertThat(result).as("%s", reply).isNotNull();
        assertThat(result.getBoolean("isError", false)).as("%s", reply).isFalse();
        return json(text(result));
    }

    private static String text(JsonObject result) {
        return result.getJsonArray("content").getJsonObject(0).getString("text");
    }

    private static String create(Wire wire, JsonObject config, String more) {
        JsonObject made = tool(
                wire,
                "create_destination",
                "{'name':'d%s','type':'webhook','config':%s%s}".formatted(System.nanoTime(), config, more));
        return made.getJsonObject("destination").getString("id");
    }

    private static JsonObject shown(Wire wire, String id) {
        return tool(wire, "get_destination", "{'id':'%s'}".formatted(id)).getJsonObject("destination");
    }

    private static void track(Wire wire, String id, String more) {
        String event =
                "{\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"%s\"%s}".formatted(id, more.replace('\'', '"'));
        assertThat(wire.post("/v1/track", event).status()).isEqualTo(200);
    }

    private static void await(Receiver receiver, String... ids) {
        Pause.until(
                () -> receiver.messageIds().containsAll(Set.of(ids)),
                SOON,
                "not all arrived: " + String.join(" ", ids));
    }

    @Test
    void answersUnderEveryRouteThatDestinationsHave(Wire wire) {
        try (Receiver receiver = new Receiver()) {
            JsonObject body = Json.createObjectBuilder()
                    .add("name", "by rest")
                    .add("type", "webhook")
                    .add("config", receiver.config(1))
                    .add("eventTypes", Json.createArrayBuilder().add("track"))
                    .build();
            Wire.Answer made = wire.call("POST", "/api/v2/destinations", body);
            assertThat(made.status()).isEqualTo(201);
            String id = made.json().getJsonObject("destination").getString("id");
            String path = "/api/v2/destinations/" + id;

            assertThat(wire.call("GET", "/api/v2/destinations/types", JsonValue.EMPTY_JSON_OBJECT)
                            .json()
                            .getJsonArray("types"))
                    .hasSizeGreaterThan(20);
            assertThat(wire.call("GET", path, JsonValue.EMPTY_JSON_OBJECT)
                            .json()
                            .getJsonObject("destination")
                            .getJsonArray("event_types"))
                    .hasSize(1);
            JsonObject tested = wire.call("POST", path + "/test", JsonValue.EMPTY_JSON_OBJECT)
                    .json();
            assertThat(tested.getJsonObject("test").getBoolean("success"))
                    .as("%s", tested)
                    .isTrue();
            assertThat(receiver.arrived()).hasSize(1).allMatch(Receiver.Arrived::signed);
            Wire.Answer unknown = wire.call("PATCH", path, JsonValue.EMPTY_JSON_OBJECT);
            assertThat(unknown.status()).isEqualTo(405);
            assertThat(unknown.code()).isEqualTo("method_not_allowed");
            assertThat(unknown.body()).contains("GET", "PUT", "DELETE");
            JsonObject off = wire.call("POST", path + "/toggle", json("{'enabled':false}"))
                    .json();
            assertThat(off.getJsonObject("destination").getString("state")).isEqualTo("disabled");
            assertThat(wire.call("GET", "/api/v2/destinations/dead-letters", JsonValue.EMPTY_JSON_OBJECT)
                            .json()
                            .getInt("count"))
                    .isZero();
            assertThat(wire.call("DELETE", path, JsonValue.EMPTY_JSON_OBJECT).status())
                    .isEqualTo(200);
            for (String gone : Set.of("/test", "/preview", "/dead-letters/retry")) {
                assertThat(wire.call("POST", path + gone, JsonValue.EMPTY_JSON_OBJECT)
                                .status())
                        .as(gone)
                        .isEqualTo(404);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {'type':'webhok','config':{}}                                                                          | did you mean webhook
            {'type':'webhook','config':{}}                                                                         | config.url
            {'type':'webhook','config':{'url':'ftp://example.com/'}}                                               | config.url
            {'type':'webhook','config':{'url':'http://10.0.0.1/'}}                                                 | config.url
            {'type':'webhook','config':{'url':'http://169.254.169.254/latest/'}}                                   | config.url
            {'type':'webhook','config':{'url':'http://127.0.0.1/','batch_size':0}}                                 | config.batch_size
            {'type':'webhook','config':{'url':'http://127.0.0.1/','retry':1}}                                      | config.retry
            {'type':'posthog','config':{'api_key':'phc_0123456789','host':'http://192.168.0.1/'}}                  | config.
            {'type':'webhook','config':{'url':'http://127.0.0.1/'},'rules':{'mapping':[{'op':'rename','path':'a'}]}} | rules.mapping[0].to
            {'type':'webhook','config':{'url':'http://127.0.0.1/'},'rules':{'conditions':[{'path':'a','op':'is'}]}}  | rules.conditions[0].op
            {'type':'webhook','config':{'url':'http://127.0.0.1/'},'rules':{'sample':1}}                           | rules.sample
            """)
    void saysWhatIsWrongWithADestination(String arguments, String says, Wire wire) {
        JsonObject reply = wire.tool(
                "create_destination",
                Json.createObjectBuilder(json(arguments)).add("name", "wrong").build());

        assertThat(reply.getJsonObject("result").getBoolean("isError", false))
                .as("%s", reply)
                .isTrue();
        assertThat(text(reply.getJsonObject("result"))).contains(says);
    }

    @Test
    void comesToTermsWithReceiversThatAnswerAsNoneShould(Wire wire) {
        try (RudeReceiver rude = new RudeReceiver();
                Receiver receiver = new Receiver()) {
            String fine = create(wire, receiver.config(1), "");
            String redirected = create(wire, json("{'url':'%s'}".formatted(rude.url("/redirect"))), "");
            String endless = create(wire, json("{'url':'%s'}".formatted(rude.url("/endless"))), "");
            String slow = create(wire, json("{'url':'%s','timeout':2}".formatted(rude.url("/slow"))), "");
            track(wire, "rude-1", "");

            await(receiver, "rude-1");
            assertThat(shown(wire, fine).getString("state")).isEqualTo("active");
            awaitState(wire, redirected, "paused");
            assertThat(shown(wire, redirected).getString("last_error")).contains("redirects are not followed");
            assertThat(rude.requests("/elsewhere")).isZero();
            awaitState(wire, slow, "holding");
            assertThat(shown(wire, slow).getString("last_error")).isEqualTo("No answer in time");
            Pause.until(() -> shown(wire, endless).getInt("delivered") == 1, SOON, "10 GB are read instead of cut off");
            Pause.until(() -> rude.requests("cut /endless") == 1, SOON, "the connection stays open");
        }
    }

    private static void awaitState(Wire wire, String id, String state) {
        Pause.until(
                () -> shown(wire, id).getString("state").equals(state),
                SOON,
                id + " never was " + state + ": " + shown(wire, id));
    }

    @Test
    void honoursWhatTheSenderWantsAndWhatTheRulesSay(Wire wire) {
        try (Receiver receiver = new Receiver()) {
            String id = create(
                    wire,
                    receiver.config(1),
                    ",'rules':{'deny_events':['Secret*'],'consent_categories':['ads'],"
                            + "'mapping':[{'op':'rename','path':'userId','to':'person'},"
                            + "{'op':'set','path':'userId','value':'mapped'}]}");
            track(wire, "not-for-us", ",'integrations':{'All':false}");
            track(wire, "not-for-webhooks", ",'integrations':{'Webhook':false}");
            track(wire, "no-consent", ",'context':{'consent':{'categoryPreferences':{'ads':false}}}");
            track(wire, "denied", ",'event':'Secret Meeting'");
            track(wire, "welcome", ",'integrations':{'All':false,'Webhook':true}");

            await(receiver, "welcome");
            assertThat(receiver.messageIds()).containsExactly("welcome");
            assertThat(receiver.arrived().get(0).subject()).isEqualTo("mapped");
            Pause.until(() -> shown(wire, id).getInt("filtered") == 4, SOON, "not all are counted");

            JsonObject preview = tool(wire, "preview_delivery", "{'id':'%s','limit':10}".formatted(id));
            Set<String> verdicts = new TreeSet<>();
            preview.getJsonArray("events")
                    .forEach(event -> verdicts.add(event.asJsonObject().getString("message_id") + " "
                            + event.asJsonObject().getString("result")));
            assertThat(verdicts)
                    .containsExactly(
                            "denied filtered",
                            "no-consent filtered",
                            "not-for-us filtered",
                            "not-for-webhooks filtered",
                            "welcome sent");
            assertThat(preview.getJsonArray("requests")).hasSize(1);
            assertThat(preview.getJsonArray("requests").getJsonObject(0).getString("body"))
                    .contains("\"person\":\"u\"");
            assertThat(preview.toString()).doesNotContain("whsec_").doesNotContain("v1,");
            assertThat(receiver.arrived()).hasSize(1);
        }
    }

    @Test
    void bringsDeadLettersBackWithTheSameIdOnceTheCauseIsMended(Wire wire) {
        try (Receiver receiver = new Receiver()) {
            receiver.answerWith(422);
            String id = create(wire, receiver.config(1), "");
            track(wire, "dead-1", "");
            track(wire, "dead-2", "");
            Pause.until(() -> shown(wire, id).getInt("dead") == 2, SOON, "nothing was given up");

            JsonObject listed = tool(wire, "list_dead_letters", "{'destination_id':'%s'}".formatted(id));
            JsonObject group = listed.getJsonArray("groups").getJsonObject(0);
            assertThat(listed.getInt("total")).isEqualTo(2);
            assertThat(group.getString("cause")).isEqualTo("rejected");
            assertThat(group.getString("detail")).isEqualTo("HTTP 422");
            assertThat(group.getJsonArray("samples")).hasSize(2);

            receiver.answerWith(200);
            JsonObject retried =
                    tool(wire, "retry_dead_letters", "{'destination_id':'%s','cause':'rejected'}".formatted(id));
            assertThat(retried.getInt("retried")).isEqualTo(2);
            assertThat(retried.getInt("remaining")).isZero();
            await(receiver, "dead-1", "dead-2");
            assertThat(receiver.arrived())
                    .extracting(Receiver.Arrived::webhookId)
                    .containsExactlyInAnyOrder("dead-1", "dead-2");
            assertThat(shown(wire, id).getInt("dead")).isZero();
        }
    }

    @Test
    void sendsNothingMoreOfABacklogWhoseDestinationIsDeleted(Wire wire) {
        try (Receiver receiver = new Receiver()) {
            receiver.slowDown(Duration.ofMillis(200));
            String id = create(wire, receiver.config(1), "");
            for (int i = 0; i < 100; i++) {
                track(wire, "backlog-" + i, "");
            }
            Pause.until(() -> !receiver.arrived().isEmpty(), SOON, "nothing is delivered");
            tool(wire, "delete_destination", "{'id':'%s'}".formatted(id));

            Pause.of(Duration.ofSeconds(2));
            int after = receiver.arrived().size();
            Pause.of(Duration.ofSeconds(2));
            assertThat(receiver.arrived()).hasSizeLessThan(100).hasSize(after);
            assertThat(tool(wire, "list_destinations", "{}").getInt("total")).isZero();
        }
    }

    @Test
    void tellsInEventsThatADestinationIsPausedAndThatItIsWellAgain(CairoServer cairo, Wire wire) {
        Wire admin = new Wire(cairo.url(), Space.ADMIN_KEY);
        try (Receiver alerts = new Receiver();
                Receiver receiver = new Receiver()) {
            String route = create(admin, alerts.config(1), ",'namespace':'_system'");
            receiver.answerWith(401);
            String id = create(wire, receiver.config(1), "");
            track(wire, "barred", "");

            await(alerts, "alert-" + id + "-1");
            assertThat(shown(wire, id).getString("state")).isEqualTo("paused");
            String told = admin.call("GET", "/api/v2/events?namespace=_system&limit=50", JsonValue.EMPTY_JSON_OBJECT)
                    .body();
            assertThat(told).contains(id, "refuses the credentials", "update_destination", "\"since\"");
            Wire.Answer forged =
                    admin.post("/v1/track", "{\"event\":\"Forged\",\"userId\":\"u\",\"namespace\":\"_system\"}");
            assertThat(forged.status()).as(forged.body()).isEqualTo(403);
            assertThat(forged.code()).isEqualTo("insufficient_scope");
            receiver.answerWith(200);
            tool(wire, "update_destination", "{'id':'%s'}".formatted(id));
            await(receiver, "barred");
            await(alerts, "alert-" + id + "-2");
            assertThat(alerts.messageIds().stream().filter(alert -> alert.contains(id)))
                    .hasSize(2);
            tool(admin, "delete_destination", "{'id':'%s','namespace':'_system'}".formatted(route));
        }
    }
}
