package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Code is made, meets events through every door, goes wrong in every way, is tried, changed, and removed. */
@Journey
class TransformationIT {
    private static final Duration SOON = Duration.ofSeconds(5);

    /** Kills its worker: no step of a regular expression can be counted. */
    private static final String BOMB =
            "if (event.event === 'Bomb') { while (true) { /^(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'); } }"
                    + " event.properties = {...event.properties, seen: true}; return event;";

    @Test
    void changesDropsAndMultipliesWhatComesThroughAnyDoor(Wire wire, Space space) {
        JsonObject made = create(wire, "shape", """
                const {event: name, properties = {}} = event;
                if (name === 'Test') return null;
                if (name === 'Cart') return properties.items.map(item => ({...event, event: 'Item', properties: item}));
                event.properties = {...properties, plan: properties.plan?.toUpperCase() ?? 'NONE'};
                return event;""");
        assertThat(made.getString("state")).isEqualTo("active");

        JsonObject answer = wire.post("/v1/batch", """
                        {"batch":[{"type":"track","userId":"u","event":"Paid","messageId":"paid","properties":{"plan":"pro"}},
                                  {"type":"track","userId":"u","event":"Test","messageId":"test"},
                                  {"type":"track","userId":"u","event":"Cart","messageId":"cart",
                                   "properties":{"items":[{"n":1},{"n":2},{"n":3}]}}]}""").json();
        wire.tool("track_event", json("{'event':'Paid','user_id':'u','message_id':'agent'}"));
        JsonObject again = wire.post("/v1/batch", """
                        {"batch":[{"type":"track","userId":"u","event":"Test","messageId":"test"},
                                  {"type":"track","userId":"u","event":"Cart","messageId":"cart",
                                   "properties":{"items":[{"n":1},{"n":2},{"n":3}]}}]}""").json();

        assertThat(answer.getInt("accepted")).isEqualTo(3);
        assertThat(again.getInt("duplicates")).isEqualTo(2);
        String second = made("cart-2");
        String third = made("cart-3");
        assertThat(space.messageIds()).containsExactlyInAnyOrder("paid", "cart", second, third, "agent");
        assertThat(space.field("paid", "properties", "plan")).isEqualTo("PRO");
        assertThat(space.field("agent", "properties", "plan")).isEqualTo("NONE");
        assertThat(space.field(third, "properties", "n")).isEqualTo("3");
        assertThat(space.column(third, "e.name")).isEqualTo("Item");
        assertThat(space.aside("test")).isEqualTo("dropped by transformation " + made.getString("id") + ", version 1");
        assertThat(space.aside("paid")).startsWith("changed by transformation ");
    }

    @Test
    void anErrorIsRecordedAndHarmsNobody(Wire wire, Space space) {
        String id = create(wire, "fails", "const x = event.properties;\nreturn x.a.b.c ? event : null;")
                .getString("id");

        wire.post("/v1/track", "{\"userId\":\"u\",\"event\":\"E\",\"messageId\":\"bad\",\"properties\":{}}");
        wire.post(
                "/v1/track",
                "{\"userId\":\"u\",\"event\":\"E\",\"messageId\":\"good\",\"properties\":{\"a\":{\"b\":{\"c\":1}}}}");

        assertThat(space.messageIds()).contains("bad", "good");
        JsonObject health = shown(wire, id).getJsonObject("health");
        assertThat(health.getInt("errors")).isEqualTo(1);
        assertThat(health.getInt("last_error_line")).isEqualTo(2);
        assertThat(health.getString("last_error")).isNotBlank();
        assertThat(health.getString("last_message_id")).isEqualTo("bad");

        update(wire, id, "'on_error':'drop'");
        Pause.until(
                () -> {
                    String messageId = "drop" + System.nanoTime();
                    wire.post(
                            "/v1/track",
                            "{\"userId\":\"u\",\"event\":\"E\",\"messageId\":\"%s\"}".formatted(messageId));
                    return !space.messageIds().contains(messageId);
                },
                SOON,
                "on_error does not count");
    }

    @Test
    void aBombHarmsNeitherItsNeighboursNorOthersAndIsPausedAfterThree(Wire wire, Space space, CairoServer cairo) {
        Space other = Space.in(space.database());
        Wire others = new Wire(cairo.url(), other.key());
        String id = create(wire, "bomb", BOMB).getString("id");

        for (int n = 1; n <= 3; n++) {
            JsonObject answer = wire.post("/v1/batch", batch(n)).json();
            others.post("/v1/track", "{\"userId\":\"u\",\"event\":\"E\",\"messageId\":\"other%d\"}".formatted(n));
            assertThat(answer.getInt("accepted")).isEqualTo(3);
        }

        assertThat(space.messageIds())
                .contains("before1", "after1", "before3", "after3")
                .doesNotContain("bomb1", "bomb2", "bomb3");
        assertThat(space.field("after2", "properties", "seen")).isEqualTo("true");
        assertThat(space.aside("bomb1")).startsWith("quarantined by transformation " + id);
        assertThat(other.messageIds()).containsExactlyInAnyOrder("other1", "other2", "other3");
        JsonObject paused = shown(wire, id);
        assertThat(paused.getString("state")).isEqualTo("paused");
        assertThat(paused.getJsonObject("health").getString("paused_reason")).contains("3 times within 10 minutes");
        JsonObject sandbox = told(wire, "system_health").getJsonObject("sandbox");
        assertThat(sandbox.getInt("workers")).isEqualTo(2);
        assertThat(sandbox.getInt("processes")).isPositive();
        assertThat(sandbox.getInt("died")).isGreaterThanOrEqualTo(3);
        assertThat(sandbox.getString("confinement")).isNotBlank();

        wire.post("/v1/batch", batch(4));
        assertThat(space.messageIds()).contains("before4", "bomb4", "after4");
        assertThat(space.field("before4", "properties", "seen")).isEqualTo("null");

        assertThat(update(wire, id, "'enabled':true").getString("state")).isEqualTo("active");
        wire.post("/v1/track", "{\"userId\":\"u\",\"event\":\"E\",\"messageId\":\"resumed\"}");
        assertThat(space.field("resumed", "properties", "seen")).isEqualTo("true");
    }

    @Test
    void showsWhatCodeWouldDoAndDoesNothing(Wire wire, Space space) {
        for (int n = 0; n < 3; n++) {
            wire.post(
                    "/v1/track",
                    "{\"userId\":\"u\",\"event\":\"E\",\"messageId\":\"real%d\",\"properties\":{\"n\":%d}}"
                            .formatted(n, n));
        }
        String code = "if (event.properties.n === 1) return null; delete event.properties.n;"
                + " event.properties.a = 1; event.userId = 'v'; return event;";

        JsonObject sample =
                test(wire, "'code':" + quoted(code) + ",'sampleEvent':{'event':'E','userId':'u','properties':{'n':7}}");
        JsonObject recent = test(wire, "'code':" + quoted(code) + ",'limit':2");
        JsonObject rest =
                test(wire, "'code':" + quoted(code) + ",'limit':2,'cursor':'" + recent.getString("next_cursor") + "'");

        assertThat(sample.getBoolean("success")).isTrue();
        JsonObject tried = sample.getJsonArray("results").getJsonObject(0);
        assertThat(tried.getString("result")).isEqualTo("changed");
        assertThat(tried.getJsonObject("diff"))
                .isEqualTo(json("{'added':['properties.a'],'changed':['userId'],'removed':['properties.n']}"));
        assertThat(results(recent)).containsExactly("real2 changed", "real1 dropped");
        assertThat(results(rest)).containsExactly("real0 changed");
        assertThat(space.field("real0", "properties", "n")).isEqualTo("0");
        assertThat(test(wire, "'code':'return event.a.b;','sample_event':{'event':'E','userId':'u'}")
                        .getBoolean("success"))
                .isFalse();
        assertThat(wire.get("/api/v2/transformations", "X-API-Key", wire.key())
                        .json()
                        .getInt("count"))
                .isZero();
    }

    @Test
    void versionsFollowOneAnotherAndOldOnesCanCountAgain(Wire wire, Space space) {
        String id = create(wire, "moving", "event.properties = {v: 1}; return event;")
                .getString("id");
        JsonObject second = update(wire, id, "'code':'event.properties = {v: 2}; return event;'");
        assertThat(second.getInt("version")).isEqualTo(2);
        assertThat(second.getString("name")).isEqualTo("moving");
        awaitVersion(wire, space, "2");

        assertThat(update(wire, id, "'version':1").getString("code")).contains("v: 1");
        awaitVersion(wire, space, "1");
        JsonObject got = wire.get("/api/v2/transformations/" + id + "?version=2", "X-API-Key", wire.key())
                .json();
        assertThat(got.getJsonObject("transformation").getString("code")).contains("v: 2");
        assertThat(got.getJsonArray("versions")).hasSize(2);

        update(wire, id, "'enabled':false");
        awaitVersion(wire, space, "null");
        assertThat(wire.call("DELETE", "/api/v2/transformations/" + id, json("{}"))
                        .json()
                        .getBoolean("deleted"))
                .isTrue();
        assertThat(wire.call("DELETE", "/api/v2/transformations/" + id, json("{}"))
                        .json()
                        .getBoolean("found"))
                .isFalse();
    }

    @Test
    void thoseOfADestinationChangeWhatIsSentAndNotWhatIsStored(Wire wire, Space space) {
        try (Receiver receiver = new Receiver()) {
            JsonObject hook = Json.createObjectBuilder()
                    .add("name", "hook")
                    .add("type", "webhook")
                    .add("config", receiver.config(10))
                    .build();
            String destination = wire.call("POST", "/api/v2/destinations", hook)
                    .json()
                    .getJsonObject("destination")
                    .getString("id");
            JsonObjectBuilder code = Json.createObjectBuilder()
                    .add("name", "for the hook")
                    .add("destinationId", destination)
                    .add(
                            "code",
                            "if (event.event === 'Secret') return null;"
                                    + " return event.event === 'Two' ? [event, event] : event;");
            Wire.Answer created = wire.call("POST", "/api/v2/transformations", code.build());
            assertThat(created.status()).isEqualTo(201);

            wire.post("/v1/batch", """
                    {"batch":[{"type":"track","userId":"u","event":"Secret","messageId":"secret"},
                              {"type":"track","userId":"u","event":"Two","messageId":"two"},
                              {"type":"track","userId":"u","event":"One","messageId":"one"}]}""");

            Pause.until(
                    () -> Set.copyOf(receiver.messageIds()).equals(Set.of("two", made("two-2"), "one")),
                    Duration.ofSeconds(30),
                    "The destination has not got what it should");
            assertThat(space.messageIds()).containsExactlyInAnyOrder("secret", "two", "one");

            String made = "/api/v2/transformations/"
                    + created.json().getJsonObject("transformation").getString("id");
            JsonObject moved = wire.call(
                            "PUT",
                            made,
                            Json.createObjectBuilder()
                                    .add("before_storing", true)
                                    .build())
                    .json();
            assertThat(moved.getJsonObject("transformation")).doesNotContainKey("destination_id");
            assertThat(wire.call("GET", made, JsonValue.EMPTY_JSON_OBJECT)
                            .json()
                            .getJsonObject("transformation"))
                    .doesNotContainKey("destination_id");
        }
    }

    @Test
    void saysWhatIsWrong(Wire wire, Space space, CairoServer cairo) {
        String id = create(wire, "mine", "return event;").getString("id");
        Wire stranger = new Wire(cairo.url(), Space.in(space.database()).key());
        String nowhere = "00000000-0000-0000-0000-000000000000";

        Wire.Answer broken = post(wire, "'name':'bad','code':'const a = 1;\\nconst = 2;\\nreturn event;'");
        Wire.Answer large = post(wire, "'name':'large','code':'" + "x".repeat(65 * 1024) + "'");
        Wire.Answer twice = post(wire, "'name':'mine','code':'return event;'");
        Wire.Answer unknown = post(wire, "'name':'lost','code':'return event;','destination_id':'" + nowhere + "'");

        assertThat(broken.status()).isEqualTo(400);
        assertThat(broken.body()).contains("code").contains("line 2");
        assertThat(large.status()).isEqualTo(400);
        assertThat(large.body()).contains("code").contains("65536");
        assertThat(twice.status()).isEqualTo(409);
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.body()).contains("list_destinations");
        assertThat(wire.get("/api/v2/transformations/" + nowhere, "X-API-Key", wire.key())
                        .status())
                .isEqualTo(404);
        assertThat(stranger.get("/api/v2/transformations/" + id, "X-API-Key", stranger.key())
                        .status())
                .isEqualTo(404);
        assertThat(stranger.call("PUT", "/api/v2/transformations/" + id, json("{'enabled':false}"))
                        .json()
                        .getBoolean("found"))
                .isFalse();
        assertThat(post(wire, "'name':'doubtful','code':'return event.properties.a.b;'")
                        .json()
                        .getJsonArray("warnings")
                        .toString())
                .contains("A plain track fails");
    }

    private static String batch(int n) {
        return List.of("before", "bomb", "after").stream()
                .map(name -> "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"%s\",\"messageId\":\"%s%d\"}"
                        .formatted(name.equals("bomb") ? "Bomb" : "E", name, n))
                .collect(Collectors.joining(",", "{\"batch\":[", "]}"));
    }

    private static void awaitVersion(Wire wire, Space space, String version) {
        Pause.until(
                () -> {
                    String messageId = "try" + System.nanoTime();
                    wire.post(
                            "/v1/track",
                            "{\"userId\":\"u\",\"event\":\"E\",\"messageId\":\"%s\"}".formatted(messageId));
                    return Objects.equals(space.field(messageId, "properties", "v"), version);
                },
                SOON,
                "Version " + version + " does not count");
    }

    private static Wire.Answer post(Wire wire, String fields) {
        return wire.call("POST", "/api/v2/transformations", json("{" + fields + "}"));
    }

    private static JsonObject create(Wire wire, String name, String code) {
        JsonObject body =
                Json.createObjectBuilder().add("name", name).add("code", code).build();
        Wire.Answer answer = wire.call("POST", "/api/v2/transformations", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().getJsonObject("transformation");
    }

    private static JsonObject update(Wire wire, String id, String fields) {
        Wire.Answer answer = wire.call("PUT", "/api/v2/transformations/" + id, json("{" + fields + "}"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().getJsonObject("transformation");
    }

    private static JsonObject test(Wire wire, String fields) {
        Wire.Answer answer = wire.call("POST", "/api/v2/transformations/test", json("{" + fields + "}"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> results(JsonObject tested) {
        return tested.getJsonArray("results").getValuesAs(JsonObject.class).stream()
                .map(each -> each.getString("message_id") + " " + each.getString("result"))
                .toList();
    }

    /** As the list shows it, over MCP. */
    private static JsonObject shown(Wire wire, String id) {
        return told(wire, "list_transformations").getJsonArray("transformations").getValuesAs(JsonObject.class).stream()
                .filter(each -> each.getString("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** What a tool without arguments says. */
    private static JsonObject told(Wire wire, String tool) {
        JsonArray content = wire.tool(tool, json("{}")).getJsonObject("result").getJsonArray("content");
        return JsonTree.readObject(content.getJsonObject(0).getString("text").getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String code) {
        return Json.createValue(code).toString().replace("'", "\\u0027");
    }

    private static JsonObject json(String text) {
        return JsonTree.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** What is made of an event beside itself has a hash at the end of its id. */
    private static String made(String id) {
        return id + "-"
                + UUID.nameUUIDFromBytes(("made of " + id).getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .substring(0, 8);
    }
}
