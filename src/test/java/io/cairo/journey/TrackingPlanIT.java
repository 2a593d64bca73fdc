package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A plan is made, broken through every door, changed, and removed. */
@Journey
class TrackingPlanIT {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final String NUMBERS =
            "'schema':{'events':{'Order':{'properties':{'required':['n'],'properties':{'n':{'type':'number'}}}}}}";

    @Test
    void warnsOverRestAndMcpAndCountsTogether(Wire wire, Space space) {
        JsonObject plan = create(wire, "'name':'watch'," + NUMBERS);
        assertThat(plan.getString("enforcement_mode")).isEqualTo("warn");
        assertThat(plan.getString("format")).isEqualTo("cairo_events");

        wire.post(
                "/v1/track",
                "{\"userId\":\"u\",\"event\":\"Order\",\"messageId\":\"rest\",\"properties\":{\"n\":\"x\"}}");
        wire.post(
                "/v1/track",
                "{\"userId\":\"u\",\"event\":\"Order\",\"messageId\":\"rest\",\"properties\":{\"n\":\"x\"}}");
        wire.tool("track_event", json("{'event':'Order','user_id':'u','message_id':'mcp','properties':{'n':'y'}}"));

        assertThat(space.messageIds()).contains("rest", "mcp");
        JsonArray violations = violations(wire, plan.getString("id"));
        assertThat(violations).hasSize(1);
        JsonObject group = violations.getJsonObject(0);
        assertThat(group.getString("violation_type")).isEqualTo("wrong_type");
        assertThat(group.getString("field")).isEqualTo("properties.n");
        assertThat(group.getInt("count")).isEqualTo(2);
        assertThat(group.getJsonArray("message_ids").toString()).contains("rest", "mcp");
        assertThat(violations.toString()).doesNotContain("\"x\"");
        assertThat(found(wire, "Violation Generated").toString())
                .contains("violationField")
                .contains("properties.n");
    }

    @Test
    void dropsFromTheLogAndKeepsTheOriginal(Wire wire, Space space) {
        JsonObject plan = create(wire, "'name':'strict','enforcement_mode':'drop'," + NUMBERS);

        Wire.Answer answer = wire.post("/v1/batch", """
                {"batch":[{"type":"track","userId":"u","event":"Order","messageId":"bad","properties":{}},
                          {"type":"track","userId":"u","event":"Other","messageId":"unplanned"},
                          {"type":"identify","userId":"u","messageId":"person"},
                          {"type":"track","userId":"u","event":"Order","messageId":"good","properties":{"n":1}}]}""");

        assertThat(answer.json().getInt("accepted")).isEqualTo(4);
        assertThat(space.messageIds()).contains("good", "person").doesNotContain("bad", "unplanned");
        assertThat(space.aside("bad")).contains("properties.n is required");
        assertThat(space.aside("unplanned")).contains("dropped by tracking plan " + plan.getString("id"));
        assertThat(wire.post("/v1/track", "{\"userId\":\"u\",\"event\":\"Other\",\"messageId\":\"unplanned\"}")
                        .json()
                        .getInt("duplicates"))
                .isEqualTo(1);
        assertThat(violations(wire, plan.getString("id"))).hasSize(2);
    }

    @Test
    void versionsFollowOneAnotherAndDeletionEndsTheCheck(Wire wire, Space space) {
        String id = create(wire, "'name':'moving','enforcement_mode':'drop'," + NUMBERS)
                .getString("id");
        JsonObject second = wire.call(
                        "PUT",
                        "/api/v2/tracking-plans/" + id,
                        json("{'schema':{'events':{'Order':{'properties':{'required':['m']}}}}}"))
                .json()
                .getJsonObject("tracking_plan");
        assertThat(second.getInt("version")).isEqualTo(2);
        awaitFate(wire, space, "{\"m\":1}", true);
        awaitFate(wire, space, "{\"n\":1}", false);

        wire.call("PUT", "/api/v2/tracking-plans/" + id, json("{'version':1}"));
        awaitFate(wire, space, "{\"n\":1}", true);
        assertThat(wire.get("/api/v2/tracking-plans/" + id + "?version=2", "X-API-Key", wire.key())
                        .json()
                        .getJsonObject("tracking_plan")
                        .getJsonObject("schema")
                        .toString())
                .contains("\"m\"");

        assertThat(wire.call("DELETE", "/api/v2/tracking-plans/" + id, json("{}"))
                        .status())
                .isEqualTo(200);
        awaitFate(wire, space, "{}", true);
        assertThat(wire.get("/api/v2/tracking-plans", "X-API-Key", wire.key())
                        .json()
                        .getInt("count"))
                .isZero();
    }

    @Test
    void proposesAPlanThatFitsTheEventsItWasMadeFrom(Wire wire) {
        for (int i = 0; i < 3; i++) {
            wire.post(
                    "/v1/track",
                    "{\"userId\":\"u\",\"event\":\"Order\",\"properties\":{\"n\":%d,\"s\":\"x\"}}".formatted(i));
        }

        JsonObject inferred = wire.call("POST", "/api/v2/tracking-plans/generate", json("{'days':1}"))
                .json();

        assertThat(inferred.getInt("sampled")).isEqualTo(3);
        assertThat(inferred.getJsonArray("counter_examples")).isEmpty();
        assertThat(inferred.getJsonObject("generated_schema")
                        .getJsonObject("events")
                        .getJsonObject("Order"))
                .isEqualTo(
                        json(
                                "{'properties':{'type':'object','required':['n','s'],'properties':{'n':{'type':'integer'},'s':{'type':'string'}}}}"));
        create(
                wire,
                "'name':'inferred','enforcement_mode':'drop','schema':" + inferred.getJsonObject("generated_schema"));
    }

    @Test
    void saysWhatIsWrongWithAPlan(Wire wire) {
        Wire.Answer noSchema = wire.call(
                "POST",
                "/api/v2/tracking-plans",
                json("{'name':'bad','schema':{'properties':{'a':{'type':'strin'}}}}"));
        Wire.Answer noMode = wire.call(
                "POST", "/api/v2/tracking-plans", json("{'name':'bad','enforcement_mode':'scold','schema':{}}"));
        Wire.Answer nobody =
                wire.get("/api/v2/tracking-plans/00000000-0000-0000-0000-000000000000", "X-API-Key", wire.key());

        assertThat(noSchema.status()).isEqualTo(400);
        assertThat(noSchema.body()).contains("schema.properties.a.type");
        assertThat(noMode.status()).isEqualTo(400);
        assertThat(noMode.body()).contains("allow").contains("drop");
        assertThat(nobody.status()).isEqualTo(404);
    }

    private static void awaitFate(Wire wire, Space space, String properties, boolean stored) {
        AtomicInteger tries = new AtomicInteger();
        Pause.until(
                () -> {
                    String messageId = "try-" + properties.hashCode() + "-" + stored + "-" + tries.incrementAndGet();
                    wire.post(
                            "/v1/track",
                            "{\"userId\":\"u\",\"event\":\"Order\",\"messageId\":\"%s\",\"properties\":%s}"
                                    .formatted(messageId, properties));
                    return space.messageIds().contains(messageId) == stored;
                },
                SOON,
                "The plan does not act on " + properties);
    }

    private static JsonObject create(Wire wire, String fields) {
        Wire.Answer answer = wire.call("POST", "/api/v2/tracking-plans", json("{" + fields + "}"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().getJsonObject("tracking_plan");
    }

    private static JsonArray violations(Wire wire, String plan) {
        return wire.get("/api/v2/tracking-plans/" + plan + "/violations", "X-API-Key", wire.key())
                .json()
                .getJsonArray("violations");
    }

    private static JsonObject found(Wire wire, String event) {
        return wire.tool("query_events", json("{'event':'" + event + "'}"));
    }

    private static JsonObject json(String text) {
        return JsonTree.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
