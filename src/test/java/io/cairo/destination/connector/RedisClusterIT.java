package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.destination.Outcome;
import io.cairo.destination.Outcome.Kind;
import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/** Against a real cluster of two nodes, of which each has half of the keys. */
class RedisClusterIT {
    private static final int SLOTS = 16_384;
    private static final int LOWEST_PORT = 21_100;

    @TempDir
    static Path folder;

    private static final List<RedisServer> SERVERS = new ArrayList<>();
    private static final List<Integer> PORTS = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        for (int node = 0; node < 2; node++) {
            int port = port();
            RedisServer server = RedisServer.newRedisServer()
                    .port(port)
                    .setting("bind 127.0.0.1")
                    .setting("dir " + folder)
                    .setting("cluster-enabled yes")
                    .setting("cluster-config-file nodes-" + port + ".conf")
                    .setting("save \"\"")
                    .build();
            server.start();
            SERVERS.add(server);
            PORTS.add(port);
            try (Jedis redis = new Jedis("127.0.0.1", port)) {
                redis.clusterAddSlots(IntStream.range(node * SLOTS / 2, (node + 1) * SLOTS / 2)
                        .toArray());
                if (node > 0) {
                    redis.clusterMeet("127.0.0.1", PORTS.get(0));
                }
            }
        }
        for (int port : PORTS) {
            await(port);
        }
    }

    /** The nodes talk to each other 10,000 above it. */
    private static int port() throws IOException {
        int port = ServerProcess.freePort();
        return port < 55_000 ? port : LOWEST_PORT + port % 100;
    }

    private static void await(int port) throws InterruptedException {
        try (Jedis redis = new Jedis("127.0.0.1", port)) {
            for (int tries = 0; !redis.clusterInfo().contains("cluster_state:ok"); tries++) {
                assertThat(tries).as("the cluster does not come together").isLessThan(300);
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        for (RedisServer server : SERVERS) {
            server.stop();
        }
    }

    private static Sending<Redis.Settings> sending(int port) {
        return new Sending<>(
                new Redis(),
                Json.createObjectBuilder()
                        .add("host", "127.0.0.1")
                        .add("port", port)
                        .add("tls", false)
                        .build());
    }

    @Test
    void theNodeThatHasTheStreamTakesItAndTheOtherSaysWhereItIs() throws IOException {
        int taking = 0;
        for (int port : PORTS) {
            int other = PORTS.get(1 - PORTS.indexOf(port));
            try (Sending<?> sending = sending(port)) {
                List<Outcome> outcomes = sending.outcomes(Sample.six());
                if (outcomes.get(0).kind() == Kind.OK) {
                    taking++;
                    assertThat(outcomes).extracting(Outcome::kind).containsOnly(Kind.OK);
                    assertThat(sending.objection()).isEmpty();
                    continue;
                }
                assertThat(outcomes).allSatisfy(outcome -> {
                    assertThat(outcome.kind()).isEqualTo(Kind.AUTH);
                    assertThat(outcome.detail()).contains("MOVED", "127.0.0.1:" + other, "a node of a cluster");
                });
                assertThat(sending.objection())
                        .hasValueSatisfying(
                                said -> assertThat(said).contains("127.0.0.1:" + other, "a node of a cluster"));
            }
        }
        assertThat(taking).isEqualTo(1);
    }
}
