package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.destination.Outcome.Kind;
import io.cairo.destination.Parcel;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/** Against a real Redis. */
@Against(types = "redis", server = "Redis 6.2.6")
class RedisIT {
    private static final String PASSWORD = "right";

    private static RedisServer server;
    private static Jedis redis;

    @BeforeAll
    static void start() throws IOException {
        int port = ServerProcess.freePort();
        server = RedisServer.newRedisServer()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("requirepass " + PASSWORD)
                .setting("save \"\"")
                .build();
        server.start();
        redis = new Jedis("127.0.0.1", port);
        redis.auth(PASSWORD);
    }

    @AfterAll
    static void stop() throws IOException {
        redis.close();
        server.stop();
    }

    @BeforeEach
    void clean() {
        redis.configSet("maxmemory", "0");
        redis.flushAll();
    }

    private static JsonObjectBuilder config() {
        return Json.createObjectBuilder()
                .add("host", "127.0.0.1")
                .add("port", server.ports().get(0))
                .add("tls", false)
                .add("password", PASSWORD);
    }

    private static Sending<Redis.Settings> sending(JsonObject config) {
        return new Sending<>(new Redis(), config);
    }

    @Test
    void addsEachMessageOnceInItsOrder() throws IOException {
        List<Parcel> six = Sample.six();
        try (Sending<?> redisStreams = sending(config().build())) {
            assertThat(redisStreams.probe()).isEqualTo(200);
            assertThat(redisStreams.send(six)).hasSize(6).containsOnly(Kind.OK);
            assertThat(redisStreams.send(six)).hasSize(6).containsOnly(Kind.OK);
        }

        assertThat(redis.xrange("cairo:events", "-", "+"))
                .extracting(entry -> entry.getFields().get("messageId"))
                .containsExactlyElementsOf(six.stream().map(Parcel::messageId).toList());
        assertThat(redis.xrange("cairo:events", "-", "+").get(1).getFields().get("payload"))
                .contains("\"Order Completed\"");
    }

    @Test
    void keepsAStreamForEachTypeAndOnlySoManyEntries() throws IOException {
        JsonObject config = config().add("stream", "s:{type}")
                .add("dedupe_seconds", 0)
                .add("max_length", 1)
                .build();
        try (Sending<?> sending = sending(config)) {
            assertThat(sending.send(Sample.six())).containsOnly(Kind.OK);
        }

        assertThat(redis.xlen("s:track")).isEqualTo(1);
        assertThat(redis.xlen("s:identify")).isEqualTo(1);
    }

    @Test
    void keepsEventsWhenTheSettingsAreWrong() throws IOException {
        redis.set("cairo:events", "no stream");
        try (Sending<?> taken = sending(config().build());
                Sending<?> stranger = sending(config().add("password", "wrong").build());
                Sending<?> silent = sending(config().remove("password").build())) {
            assertThat(taken.send(Sample.six())).containsOnly(Kind.AUTH);
            assertThat(taken.probe()).isEqualTo(403);
            assertThat(stranger.send(Sample.six())).containsOnly(Kind.AUTH);
            assertThat(silent.send(Sample.six())).containsOnly(Kind.AUTH);
        }
    }

    @Test
    void triesAgainWhenTheMemoryIsFullAndLosesNothing() throws IOException {
        try (Sending<?> sending = sending(config().build())) {
            redis.configSet("maxmemory", "1");
            assertThat(sending.send(Sample.six())).containsOnly(Kind.RETRY);
            redis.configSet("maxmemory", "0");
            assertThat(sending.send(Sample.six())).containsOnly(Kind.OK);
        }
        assertThat(redis.xlen("cairo:events")).isEqualTo(6);
    }

    @Test
    void isNotReachedWhereNothingMayBeSentTo() {
        try (Sending<?> refused = new Sending<>(new Redis(), config().build(), "10.0.0.0/8")) {
            assertThatThrownBy(() -> refused.send(Sample.six()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not on the public internet");
        }
    }

    @Test
    void aLineThatTheServerHasCutIsReplaced() throws IOException {
        try (Sending<?> sending = sending(config().build())) {
            assertThat(sending.send(Sample.six())).containsOnly(Kind.OK);
            redis.sendCommand(
                    () -> "CLIENT".getBytes(StandardCharsets.US_ASCII), "KILL", "TYPE", "normal", "SKIPME", "yes");
            assertThat(sending.send(List.of(Sample.event("track", "m-later")))).containsOnly(Kind.OK);
        }
        assertThat(redis.xlen("cairo:events")).isEqualTo(7);
    }
}
