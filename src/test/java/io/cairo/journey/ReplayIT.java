package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.journey.Receiver.Arrived;
import io.cairo.journey.Wire.Answer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was stored is sent once more, over MCP and REST, and stops when it is told to. */
@Journey
class ReplayIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String LONG_AGO = "2020-01-01T00:00:00Z";

    @Test
    void anAgentCountsReplaysAndFollows(Wire wire) {
        store(wire, "m", 30, "E");
        store(wire, "other", 5, "Other");
        try (Receiver receiver = new Receiver()) {
            String destination = destination(wire, receiver);

            JsonObject dry = tool(wire, "replay_events", arguments(destination, "event", "E", "dry_run", true));
            assertThat(dry.getInt("events")).isEqualTo(30);
            assertThat(dry).doesNotContainKeys("created", "replay_id");
            JsonObject count = call(wire, "GET", "/api/v2/replay/count?event=E&from=" + LONG_AGO, 200);
            assertThat(count.getInt("count")).isEqualTo(30);
            assertThat(count.getJsonObject("types").getInt("track")).isEqualTo(30);

            JsonObject started = tool(wire, "replay_events", arguments(destination, "event", "E"));
            assertThat(started.getBoolean("created")).isTrue();
            String id = started.getString("replay_id");
            await(wire, id, "done");

            assertThat(receiver.arrived())
                    .hasSize(30)
                    .allMatch(Arrived::signed)
                    .allMatch(arrived -> arrived.replay().equals(id));
            assertThat(receiver.messageIds()).doesNotHaveDuplicates().allMatch(each -> each.startsWith("m-"));
            JsonObject done = tool(
                    wire,
                    "get_replay",
                    Json.createObjectBuilder().add("replay_id", id).build());
            assertThat(done.getJsonObject("counts").getInt("sent")).isEqualTo(30);
            assertThat(done.getJsonObject("selection").getString("event")).isEqualTo("E");
            JsonObject listed = call(wire, "GET", "/api/v2/replay", 200);
            assertThat(listed.getJsonArray("replays")).hasSize(1);
            JsonObject day = call(wire, "GET", "/api/v2/replay/history", 200)
                    .getJsonArray("history")
                    .getJsonObject(0);
            assertThat(day.getString("date")).matches("\\d{4}-\\d\\d-\\d\\d");
            assertThat(day.getInt("total_events")).isGreaterThanOrEqualTo(30);
            assertThat(day.getInt("replayed_events")).isEqualTo(30);
            assertThat(call(wire, "GET", "/api/v2/replay/" + id, 200).getString("state"))
                    .isEqualTo("done");
        }
    }

    @Test
    void aReplayIsPausedResumedAndCancelledOverRest(Wire wire) {
        store(wire, "m", 200, "E");
        try (Receiver receiver = new Receiver()) {
            String destination = destination(wire, receiver);
            Answer started = wire.call("POST", "/api/v2/replay", arguments(destination, "per_second", 20));
            assertThat(started.status()).as(started.body()).isEqualTo(201);
            String id = started.json().getString("replay_id");
            Pause.until(() -> receiver.arrived().size() >= 20, SOON, "nothing arrives");

            assertThat(change(wire, id, "pause").getString("state")).isEqualTo("paused");
            Pause.of(Duration.ofSeconds(2));
            int before = receiver.arrived().size();
            assertThat(before).isLessThan(200);
            Pause.of(Duration.ofSeconds(2));
            assertThat(receiver.arrived()).hasSize(before);
            assertThat(change(wire, id, "pause").getBoolean("changed")).isFalse();

            assertThat(change(wire, id, "resume").getString("state")).isEqualTo("running");
            Pause.until(() -> receiver.arrived().size() > before, SOON, "it does not go on");
            assertThat(change(wire, id, "cancel").getString("state")).isEqualTo("cancelled");
            assertThat(call(wire, "POST", "/api/v2/replay/" + id + "/resume", 409)
                            .toString())
                    .contains("cancelled already");
            assertThat(receiver.messageIds()).doesNotHaveDuplicates();
        }
    }

    @Test
    void whoIsSuppressedOrErasedDoesNotComeBack(Wire wire) {
        store(wire, "m", 20, "E");
        call(wire, "POST", "/api/v2/users/u1/suppress", 200);
        call(wire, "DELETE", "/api/v2/users/u2", 200);
        try (Receiver receiver = new Receiver()) {
            String destination = destination(wire, receiver);
            JsonObject refused = call(wire, "POST", "/api/v2/replay", arguments(destination, "user_id", "u1"), 409);
            assertThat(refused.toString()).contains("suppressed");

            String id = tool(wire, "replay_events", arguments(destination)).getString("replay_id");
            await(wire, id, "done");

            assertThat(receiver.arrived())
                    .hasSize(12)
                    .noneMatch(arrived -> List.of("u1", "u2").contains(arrived.subject()));
            JsonObject counts = call(wire, "GET", "/api/v2/replay/" + id, 200).getJsonObject("counts");
            assertThat(counts.getInt("skipped")).isEqualTo(4);
            assertThat(counts.getInt("considered")).isEqualTo(16);
        }
    }

    @Test
    void onePersonsEventsAreFoundUnderAllTheirNames(Wire wire) {
        post(wire, "/v1/track", "{'anonymousId':'visitor','event':'E','messageId':'before'}");
        post(wire, "/v1/identify", "{'anonymousId':'visitor','userId':'jane','messageId':'link'}");
        post(wire, "/v1/track", "{'userId':'jane','event':'E','messageId':'after'}");
        post(wire, "/v1/track", "{'userId':'june','event':'E','messageId':'another'}");
        try (Receiver receiver = new Receiver()) {
            String destination = destination(wire, receiver);

            String id = tool(wire, "replay_events", arguments(destination, "user_id", "jane"))
                    .getString("replay_id");
            await(wire, id, "done");

            assertThat(receiver.messageIds()).containsExactlyInAnyOrder("before", "link", "after");
        }
    }

    @Test
    void anotherVersionOfATransformationMayMakeWhatIsSent(Wire wire) {
        store(wire, "m", 3, "E");
        try (Receiver receiver = new Receiver()) {
            String destination = destination(wire, receiver);
            JsonObject made = tool(
                    wire,
                    "create_transformation",
                    Json.createObjectBuilder()
                            .add("name", "versions")
                            .add("destination_id", destination)
                            .add("code", "event.userId = 'first'; return event;")
                            .build());
            String transformation = made.getJsonObject("transformation").getString("id");
            tool(
                    wire,
                    "update_transformation",
                    Json.createObjectBuilder()
                            .add("id", transformation)
                            .add("code", "event.userId = 'second'; return event;")
                            .build());

            JsonObject started = tool(
                    wire,
                    "replay_events",
                    arguments(destination, "transformation_id", transformation, "transformation_version", 1));
            await(wire, started.getString("replay_id"), "done");
            assertThat(receiver.arrived())
                    .hasSize(3)
                    .allMatch(arrived -> arrived.subject().equals("first"));

            JsonObject missing = call(
                    wire,
                    "POST",
                    "/api/v2/replay",
                    arguments(destination, "transformation_id", transformation, "transformation_version", 9),
                    404);
            assertThat(missing.toString()).contains("no version 9");
        }
    }

    @Test
    void aRangeWithNothingInItIsNoReplay(Wire wire) {
        store(wire, "m", 1, "E");
        try (Receiver receiver = new Receiver()) {
            String destination = destination(wire, receiver);

            JsonObject nothing =
                    call(wire, "POST", "/api/v2/replay", arguments(destination, "to", "2020-01-02T00:00:00Z"), 200);

            assertThat(nothing.getInt("events")).isZero();
            assertThat(nothing.getString("note")).contains("nothing to replay");
            assertThat(call(wire, "GET", "/api/v2/replay", 200).getInt("count")).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "from, 2030-01-01T00:00:00Z, 400, from",
        "to, 2019-01-01T00:00:00Z, 400, from",
        "per_second, 0, 400, per_second",
        "per_second, many, 400, per_second",
        "transformation_version, 1, 400, transformation_version",
        "transformation_id, 123e4567-e89b-42d3-a456-426614174000, 400, transformation_version",
        "user_id, '', 400, user_id",
        "destination_id, nowhere, 400, destination_id",
        "destination_id, 123e4567-e89b-42d3-a456-426614174000, 404, list_destinations"
    })
    void badInputIsToldWhere(String field, String value, int status, String where, Wire wire) {
        try (Receiver receiver = new Receiver()) {
            JsonObject told =
                    call(wire, "POST", "/api/v2/replay", arguments(destination(wire, receiver), field, value), status);

            assertThat(told.toString()).contains(where);
        }
    }

    @Test
    void whoMayNotDoesNot(Wire wire, Space space) {
        store(wire, "m", 1, "E");
        try (Receiver receiver = new Receiver()) {
            String destination = destination(wire, receiver);
            Wire reader = new Wire(wire.url(), space.key("rk"));

            assertThat(call(reader, "POST", "/api/v2/replay", arguments(destination), 403)
                            .getString("code"))
                    .isEqualTo("insufficient_scope");
            assertThat(call(reader, "GET", "/api/v2/replay/count?from=" + LONG_AGO, 200)
                            .getInt("count"))
                    .isEqualTo(1);
            assertThat(call(wire, "GET", "/api/v2/replay/" + UUID.randomUUID(), 404)
                            .toString())
                    .contains("list_replays");
            Space other = Space.in(space.database());
            Wire stranger = new Wire(wire.url(), other.key());
            call(stranger, "POST", "/api/v2/replay", arguments(destination), 404);
        }
    }

    private static String destination(Wire wire, Receiver receiver) {
        return tool(
                        wire,
                        "create_destination",
                        Json.createObjectBuilder()
                                .add("name", "receiver")
                                .add("type", "webhook")
                                .add("config", receiver.config(1))
                                .build())
                .getJsonObject("destination")
                .getString("id");
    }

    /** Events of five users in turn; waits until the log has them all, so that a new destination begins behind them. */
    private static void store(Wire wire, String prefix, int count, String event) {
        String batch = IntStream.range(0, count)
                .mapToObj(i -> "{'type':'track','event':'%s','userId':'u%d','messageId':'%s-%d'}"
                        .formatted(event, i % 5, prefix, i))
                .collect(Collectors.joining(",", "{'batch':[", "]}"));
        post(wire, "/v1/batch", batch);
    }

    private static void post(Wire wire, String path, String json) {
        assertThat(wire.post(path, json.replace('\'', '"')).status()).isEqualTo(200);
    }

    private static JsonObject arguments(String destination, Object... more) {
        var arguments =
                Json.createObjectBuilder().add("destination_id", destination).add("from", LONG_AGO);
        for (int i = 0; i < more.length; i += 2) {
            String name = more[i].toString();
            if (more[i + 1] instanceof Integer number) {
                arguments.add(name, number);
            } else if (more[i + 1] instanceof Boolean yes) {
                arguments.add(name, yes);
            } else {
                arguments.add(name, more[i + 1].toString());
            }
        }
        return arguments.build();
    }

    private static void await(Wire wire, String id, String state) {
        Pause.until(
                () -> call(wire, "GET", "/api/v2/replay/" + id, 200)
                        .getString("state")
                        .equals(state),
                SOON,
                "the replay is not " + state);
    }

    private static JsonObject change(Wire wire, String id, String action) {
        return call(wire, "POST", "/api/v2/replay/" + id + "/" + action, 200);
    }

    private static JsonObject call(Wire wire, String method, String path, int status) {
        return call(wire, method, path, JsonValue.EMPTY_JSON_OBJECT, status);
    }

    private static JsonObject call(Wire wire, String method, String path, JsonObject body, int status) {
        Answer answer = wire.call(method, path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return answer.json();
    }

    private static JsonObject tool(Wire wire, String name, JsonObject arguments) {
        JsonObject result = wire.tool(name, arguments).getJsonObject("result");
        assertThat(result).isNotNull();
        assertThat(result.getBoolean("isError", false)).as(result.toString()).isFalse();
        String text = result.getJsonArray("content").getJsonObject(0).getString("text");
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
