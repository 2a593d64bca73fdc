package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome.Kind;
import io.cairo.destination.egress.EgressGuard;
import io.cairo.destination.egress.Ways;
import io.cairo.destination.kit.AwsKey;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against kinesalite, which keeps streams in memory and does not check who calls. */
@Against(types = "kinesis", server = "kinesalite 3.3.3")
class KinesisIT {
    private static final Path CLIENTS = Path.of(System.getProperty("cairo.clients", "src/test/clients"));
    private static final String STREAM = "cairo-events";

    private static ServerProcess server;
    private static Ways ways;
    private static int port;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        port = ServerProcess.freePort();
        server = ServerProcess.started(
                List.of(
                        "node",
                        CLIENTS.resolve("node_modules/kinesalite/cli.js").toString(),
                        "--port",
                        Integer.toString(port),
                        "--createStreamMs",
                        "10"),
                "kinesalite",
                port);
        ways = new Ways(new EgressGuard("127.0.0.0/8", false, InetAddress::getAllByName), List.of(), Clock.systemUTC());
        ask("CreateStream", "{\"StreamName\":\"" + STREAM + "\",\"ShardCount\":1}");
        while (!ask("DescribeStreamSummary", "{\"StreamName\":\"" + STREAM + "\"}")
                .getJsonObject("StreamDescriptionSummary")
                .getString("StreamStatus")
                .equals("ACTIVE")) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @AfterAll
    static void stop() {
        ways.close();
        server.close();
    }

    private static JsonObject ask(String operation, String body) throws IOException {
        HttpCall call = new HttpCall(
                "POST",
                URI.create("http://127.0.0.1:" + port + "/"),
                Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", "Kinesis_20131202." + operation),
                body.getBytes(StandardCharsets.UTF_8),
                Duration.ofSeconds(10));
        HttpAnswer answer = ways.send(call.sealed(new AwsKey("cairo", "any", null).seal("us-east-1", "kinesis")));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body().isEmpty()
                ? JsonObject.EMPTY_JSON_OBJECT
                : JsonTree.readObject(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObjectBuilder config() {
        return Json.createObjectBuilder()
                .add("stream_name", STREAM)
                .add("endpoint", "http://127.0.0.1:" + port)
                .add("access_key_id", "cairo")
                .add("secret_access_key", "any");
    }

    @Test
    void putsOnePersonsEventsInTheirOrder() throws IOException {
        try (Sending<?> sending = new Sending<>(new Kinesis(), config().build())) {
            assertThat(sending.probe()).isEqualTo(200);
            assertThat(sending.send(Sample.six())).hasSize(6).containsOnly(Kind.OK);
        }

        String shard = ask(
                        "GetShardIterator",
                        "{\"StreamName\":\"" + STREAM
                                + "\",\"ShardId\":\"shardId-000000000000\",\"ShardIteratorType\":\"TRIM_HORIZON\"}")
                .getString("ShardIterator");
        List<String> types = ask("GetRecords", "{\"ShardIterator\":\"" + shard + "\"}")
                .getJsonArray("Records")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(entry -> JsonTree.readObject(Base64.getDecoder().decode(entry.getString("Data")))
                        .getString("type"))
                .toList();
        assertThat(types).containsExactly("identify", "track", "page", "screen", "group", "alias");
    }

    @Test
    void keepsEventsForAStreamThatIsNotThere() throws IOException {
        try (Sending<?> sending = new Sending<>(
                new Kinesis(), config().add("stream_name", "nowhere").build())) {
            assertThat(sending.send(Sample.six())).containsOnly(Kind.AUTH);
            assertThat(sending.probe()).isEqualTo(400);
        }
    }
}
