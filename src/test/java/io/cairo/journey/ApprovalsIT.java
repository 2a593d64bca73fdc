package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.journey.Wire.Answer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Two administrators of one namespace at the governed endpoint. */
@Journey
class ApprovalsIT {
    private static final String HOOK =
            "{\"type\":\"webhook\",\"name\":\"hook\",\"config\":{\"url\":\"http://127.0.0.1:9/\"}}";

    @Test
    void whatIsApprovedIsDoneOnceAndToldToWhoAskedForIt(Wire one, Space space) {
        Wire other = new Wire(one.url(), space.key("sk"));
        String id = held(one, "create_destination", HOOK);

        assertThat(destinations(one)).isZero();
        assertThat(decide(one, id).code()).isEqualTo("forbidden");
        assertThat(decide(other, id).json().getString("status")).isEqualTo("done");
        assertThat(decide(other, id).code()).isEqualTo("conflict");
        assertThat(destinations(one)).isEqualTo(1);
        assertThat(result(one, id).getBoolean("created")).isTrue();
    }

    @Test
    void aKeyThatIsMadeSoIsShownOnceAndToNobodyElse(Wire one, Space space) {
        Wire other = new Wire(one.url(), space.key("sk"));
        String id = held(one, "create_key", "{\"name\":\"made\",\"kind\":\"rk\"}");
        decide(other, id);

        assertThat(approval(other, id)).doesNotContainKey("result");
        String made = result(one, id).getString("key");
        assertThat(one.get("/api/v2/events", "X-API-Key", made).status()).isEqualTo(200);
        assertThat(result(one, id).getString("key")).isEqualTo("***");
    }

    @Test
    void whatASecondPersonChangesAtTheSameMomentIsNotOverwritten(Wire one, Space space) {
        Wire other = new Wire(one.url(), space.key("sk"));
        String destination = tool(one, "/mcp", "create_destination", HOOK)
                .getJsonObject("destination")
                .getString("id");
        for (int round = 0; round < 10; round++) {
            String name = "\"name\":\"" + round + "-";
            String id = held(one, "update_destination", "{\"id\":\"" + destination + "\"," + name + "approved\"}");
            String direct = "{\"id\":\"" + destination + "\"," + name + "direct\"}";

            CompletableFuture<Answer> approved = CompletableFuture.supplyAsync(() -> decide(other, id));
            boolean changed = !call(one, "/mcp", "update_destination", direct).getBoolean("isError", false);
            JsonObject decided = approved.join().json();

            assertThat(approved.join().status()).isEqualTo(200);
            assertThat(changed || decided.getString("status").equals("done")).isTrue();
            assertThat(decided.getString("error", "")).doesNotContain("Internal");
        }
    }

    private static String held(Wire wire, String tool, String arguments) {
        JsonObject queued = tool(wire, "/api/v1/mcp", tool, arguments);
        assertThat(queued.getBoolean("queued")).isTrue();
        return UUID.fromString(queued.getString("approval_id")).toString();
    }

    private static Answer decide(Wire wire, String id) {
        return wire.post("/api/v2/approvals/" + id + "/decision", "{\"decision\":\"approve\"}");
    }

    private static JsonObject approval(Wire wire, String id) {
        return wire.get("/api/v2/approvals?id=" + id, "X-API-Key", wire.key())
                .json()
                .getJsonArray("approvals")
                .getJsonObject(0);
    }

    private static JsonObject result(Wire wire, String id) {
        return approval(wire, id).getJsonObject("result");
    }

    private static int destinations(Wire wire) {
        return wire.get("/api/v2/destinations", "X-API-Key", wire.key()).json().getInt("count");
    }

    /** What a tool answered. */
    private static JsonObject tool(Wire wire, String path, String name, String arguments) {
        return json(call(wire, path, name, arguments)
                .getJsonArray("content")
                .getJsonObject(0)
                .getString("text"));
    }

    private static JsonObject call(Wire wire, String path, String name, String arguments) {
        JsonObject call = Json.createObjectBuilder()
                .add("jsonrpc", "2.0")
                .add("id", 1)
                .add("method", "tools/call")
                .add("params", Json.createObjectBuilder().add("name", name).add("arguments", json(arguments)))
                .build();
        return wire.post(
                        path,
                        call.toString().getBytes(StandardCharsets.UTF_8),
                        "X-API-Key",
                        wire.key(),
                        "Content-Type",
                        "application/json",
                        "Accept",
                        "application/json")
                .json()
                .getJsonObject("result");
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
