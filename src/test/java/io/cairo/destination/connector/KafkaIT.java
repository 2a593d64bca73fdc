package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.destination.Outcome.Kind;
import io.cairo.destination.Parcel;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker of Kafka, which speaks in the clear at one port and wants a password at another. */
@Against(types = "kafka", server = "Apache Kafka 4.3.1")
class KafkaIT {
    private static final String CLUSTER = "4L6g3nShT-eMCtK--X86sw";

    @TempDir
    static Path folder;

    private static ServerProcess broker;
    private static int open;
    private static int guarded;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        open = ServerProcess.freePort();
        guarded = ServerProcess.freePort();
        Path properties = folder.resolve("server.properties");
        Files.writeString(properties, properties(ServerProcess.freePort()));
        ServerProcess.run("kafka", "kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", properties.toString());
        broker = ServerProcess.java("kafka", open, List.of("-Xmx384m"), "kafka.Kafka", properties.toString());
    }

    /** Told of as {@code localhost}, so that a client must look that name up. */
    private static String properties(int controller) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%3$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,SASL_PLAINTEXT://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%3$d
                advertised.listeners=PLAINTEXT://localhost:%1$d,SASL_PLAINTEXT://localhost:%2$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT
                sasl.enabled.mechanisms=PLAIN
                listener.name.sasl_plaintext.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule \
                required user_cairo="right";
                log.dirs=%4$s
                num.partitions=3
                message.max.bytes=100000
                offsets.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                """.formatted(
                open, guarded, controller, folder.resolve("log").toString().replace('\\', '/'));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static JsonObjectBuilder config(int port, String topic) {
        return Json.createObjectBuilder()
                .add("brokers", Json.createArrayBuilder().add("127.0.0.1:" + port))
                .add("topic", topic)
                .add("tls", false);
    }

    private static Sending<Kafka.Settings> sending(JsonObjectBuilder config) {
        JsonObject built = config.build();
        return new Sending<>(new Kafka(), built, "127.0.0.0/8,::1/128");
    }

    private static List<ConsumerRecord<String, String>> records(String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", "127.0.0.1:" + open, "auto.offset.reset", "earliest", "enable.auto.commit", false);
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, 3)
                    .mapToObj(number -> new TopicPartition(topic, number))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    @Test
    void writesOnePersonsEventsInTheirOrder() throws IOException {
        List<Parcel> six = Sample.six();
        try (Sending<?> sending = sending(config(open, "six").add("compression", "gzip"))) {
            assertThat(sending.send(six)).hasSize(6).containsOnly(Kind.OK);
            assertThat(sending.probe()).isEqualTo(200);
        }

        List<ConsumerRecord<String, String>> records = records("six");
        assertThat(records)
                .extracting(KafkaIT::messageId)
                .containsExactlyElementsOf(six.stream().map(Parcel::messageId).toList());
        assertThat(records).extracting(ConsumerRecord::key).containsOnly("u-100");
        assertThat(records.get(1).timestamp()).isEqualTo(1_769_860_743_000L);
        assertThat(records.get(1).value()).contains("\"Order Completed\"");
    }

    private static String messageId(ConsumerRecord<String, String> entry) {
        return new String(entry.headers().lastHeader("messageId").value(), StandardCharsets.UTF_8);
    }

    @Test
    void refusesOnlyTheRecordThatIsTooLarge() throws IOException {
        JsonObject large = Json.createObjectBuilder()
                .add("type", "track")
                .add("event", "Large")
                .add("userId", "u-2")
                .add("properties", Json.createObjectBuilder().add("text", "x".repeat(200_000)))
                .build();
        List<Parcel> parcels = List.of(Sample.event("track", "m-1"), Sample.parcel("m-2", large));
        try (Sending<?> sending = sending(config(open, "large"))) {
            assertThat(sending.send(parcels)).containsExactly(Kind.OK, Kind.REJECTED);
            assertThat(sending.send(List.of(Sample.event("track", "m-3")))).containsExactly(Kind.OK);
        }
    }

    @Test
    void signsInWithThePasswordAndWithNoOther() throws IOException {
        JsonObjectBuilder right =
                config(guarded, "guarded").add("username", "cairo").add("password", "right");
        JsonObjectBuilder wrong =
                config(guarded, "guarded").add("username", "cairo").add("password", "wrong");
        try (Sending<?> known = sending(right);
                Sending<?> stranger = sending(wrong)) {
            assertThat(known.send(Sample.six())).containsOnly(Kind.OK);
            assertThat(stranger.send(Sample.six())).containsOnly(Kind.AUTH);
            assertThat(stranger.probe()).isEqualTo(403);
        }
    }

    /** The broker may be called, but what it says of itself, {@code localhost}, may not when it leads to another address. */
    @Test
    void doesNotFollowABrokerToWhereNothingMayBeSent() throws IOException {
        try (Sending<?> sending =
                new Sending<>(new Kafka(), config(open, "elsewhere").build(), "127.0.0.1/32", KafkaIT::resolved)) {
            assertThat(sending.send(List.of(Sample.event("track", "m-1")))).containsOnly(Kind.RETRY);
        }
    }

    private static InetAddress[] resolved(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host.equals("localhost") ? "127.0.0.2" : host);
    }

    @Test
    void triesAgainWhereNobodyListens() throws IOException {
        try (Sending<?> sending = sending(config(ServerProcess.freePort(), "nobody"))) {
            assertThat(sending.send(Sample.six())).containsOnly(Kind.RETRY);
        }
    }
}
