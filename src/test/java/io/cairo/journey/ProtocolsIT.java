package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/** The protocols besides HTTP work inside the server, whose class loaders are others than those of the tests. */
@Journey
class ProtocolsIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String TRACK = "{\"userId\":\"u\",\"event\":\"E\",\"messageId\":\"only\"}";

    @Test
    void reachesAPostgres(Wire wire, Space space) {
        String table = "rows_of_" + space.name();
        create(
                wire,
                "postgres",
                Json.createObjectBuilder()
                        .add("host", "127.0.0.1")
                        .add("port", space.database().port())
                        .add("database", space.database().name())
                        .add("user", "postgres")
                        .add("ssl_mode", "disable")
                        .add("table", table));
        wire.post("/v1/track", TRACK);

        Pause.until(() -> view(wire).getInt("delivered") == 1, SOON, "not delivered");
        assertThat(space.database().column("SELECT message_id FROM " + table)).containsExactly("only");
    }

    @Test
    void reachesARedis(Wire wire) throws IOException {
        RedisServer server = RedisServer.newRedisServer()
                .port(freePort())
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .build();
        server.start();
        int port = server.ports().get(0);
        try (Jedis redis = new Jedis("127.0.0.1", port)) {
            create(
                    wire,
                    "redis",
                    Json.createObjectBuilder()
                            .add("host", "127.0.0.1")
                            .add("port", port)
                            .add("tls", false));
            wire.post("/v1/track", TRACK);

            Pause.until(() -> view(wire).getInt("delivered") == 1, SOON, "not delivered");
            assertThat(redis.xlen("cairo:events")).isEqualTo(1);
        } finally {
            server.stop();
        }
    }

    /** What fails is the broker, not the client: it could be made, it has signed nothing, and it gives up in time. */
    @Test
    void looksForAKafkaThatIsNotThere(Wire wire) throws IOException {
        create(
                wire,
                "kafka",
                Json.createObjectBuilder()
                        .add("brokers", Json.createArrayBuilder().add("127.0.0.1:" + freePort()))
                        .add("tls", false)
                        .add("username", "cairo")
                        .add("password", "any")
                        .add("sasl_mechanism", "SCRAM-SHA-256"));
        wire.post("/v1/track", TRACK);

        Pause.until(() -> view(wire).containsKey("last_error"), SOON, "nothing was tried");
        assertThat(view(wire).getString("last_error")).contains("Kafka: TimeoutException");
    }

    private static void create(Wire wire, String type, JsonObjectBuilder config) {
        JsonObject reply = wire.tool(
                "create_destination",
                Json.createObjectBuilder()
                        .add("name", type)
                        .add("type", type)
                        .add("config", config)
                        .build());
        assertThat(reply.toString()).doesNotContain("\"isError\":true");
    }

    private static JsonObject view(Wire wire) {
        return wire.call("GET", "/api/v2/destinations", JsonObject.EMPTY_JSON_OBJECT)
                .json()
                .getJsonArray("destinations")
                .getJsonObject(0);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
