package io.cairo.destination.line;

import io.cairo.destination.HttpCall;
import java.lang.reflect.Constructor;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.HostResolver;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.internals.ProducerInterceptors;
import org.apache.kafka.clients.producer.internals.ProducerMetadata;
import org.apache.kafka.clients.producer.internals.Sender;
import org.apache.kafka.clients.producer.internals.SenderMetricsRegistry;
import org.apache.kafka.common.internals.ClusterResourceListeners;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Makes producers of Kafka that look up hosts and connect as they are told to. The parts that do this can be replaced, but no
 * setting names them, and a public constructor makes them itself: neither a channel builder nor a security provider nor an
 * engine for TLS gets to see where a plain connection goes. So the producer is made by the constructor that Kafka's own tests
 * use; a test of ours fails if it goes away.
 *
 * @see <a href="https://kafka.apache.org/documentation/#producerconfigs">Producer Configs</a>
 */
final class Producers {
    private static final int REQUEST_MILLIS = 5_000;
    private static final int IN_FLIGHT = 5;
    private static final long METADATA_MILLIS = 300_000;

    private Producers() {}

    static KafkaProducer<byte[], byte[]> producer(
            HttpCall call, List<String> brokers, HostResolver resolver, VettedSelector.Gate gate) {
        ProducerConfig config = new ProducerConfig(settings(call, brokers));
        LogContext log = new LogContext("[cairo] ");
        ProducerMetadata metadata = new ProducerMetadata(
                100, 1000, METADATA_MILLIS, METADATA_MILLIS, log, new ClusterResourceListeners(), Time.SYSTEM);
        metadata.bootstrap(brokers.stream().map(Producers::address).toList());
        Metrics metrics = new Metrics();
        ApiVersions versions = new ApiVersions();
        ChannelBuilder channels = ClientUtils.createChannelBuilder(config, Time.SYSTEM, log);
        Selector selector = new VettedSelector(
                config.getLong(ProducerConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG), metrics, channels, log, gate);
        KafkaClient client = new NetworkClient(
                null, // of Kafka's own making, from the metadata
                metadata,
                selector,
                "cairo",
                IN_FLIGHT,
                config.getLong(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG),
                config.getLong(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG),
                config.getInt(ProducerConfig.SEND_BUFFER_CONFIG),
                config.getInt(ProducerConfig.RECEIVE_BUFFER_CONFIG),
                REQUEST_MILLIS,
                config.getLong(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG),
                config.getLong(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG),
                Time.SYSTEM,
                true,
                versions,
                Sender.throttleTimeSensor(new SenderMetricsRegistry(metrics)),
                log,
                resolver,
                null,
                METADATA_MILLIS,
                MetadataRecoveryStrategy.NONE);
        return made(config, metadata, client, versions);
    }

    @SuppressWarnings("unchecked") // the serializers that are given are of byte arrays
    private static KafkaProducer<byte[], byte[]> made(
            ProducerConfig config, ProducerMetadata metadata, KafkaClient client, ApiVersions versions) {
        try {
            Constructor<?> constructor = KafkaProducer.class.getDeclaredConstructor(
                    ProducerConfig.class,
                    Serializer.class,
                    Serializer.class,
                    ProducerMetadata.class,
                    KafkaClient.class,
                    ProducerInterceptors.class,
                    ApiVersions.class,
                    Time.class);
            constructor.setAccessible(true);
            return (KafkaProducer<byte[], byte[]>) constructor.newInstance(
                    config,
                    new ByteArraySerializer(),
                    new ByteArraySerializer(),
                    metadata,
                    client,
                    null,
                    versions,
                    Time.SYSTEM);
        } catch (ReflectiveOperationException e) {
            Utils.closeQuietly(client, "client");
            throw new IllegalStateException("this version of Kafka's client has another constructor", e);
        }
    }

    /** Not looked up here: the client asks its resolver when it connects. */
    private static InetSocketAddress address(String broker) {
        int colon = broker.lastIndexOf(':');
        return InetSocketAddress.createUnresolved(
                broker.substring(0, colon), Integer.parseInt(broker.substring(colon + 1)));
    }

    private static Map<String, Object> settings(HttpCall call, List<String> brokers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", brokers);
        settings.put("client.id", "cairo");
        settings.put("key.serializer", ByteArraySerializer.class);
        settings.put("value.serializer", ByteArraySerializer.class);
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        settings.put("linger.ms", 5);
        settings.put("batch.size", 131_072);
        settings.put("buffer.memory", 16_777_216L);
        settings.put("request.timeout.ms", REQUEST_MILLIS);
        settings.put("delivery.timeout.ms", 10_000);
        settings.put("max.block.ms", 4_000L);
        settings.put("max.in.flight.requests.per.connection", IN_FLIGHT);
        settings.put("compression.type", call.headers().getOrDefault("Compression", "none"));
        settings.put("metric.reporters", List.of());
        settings.put("enable.metrics.push", false);
        secure(settings, call);
        return settings;
    }

    private static void secure(Map<String, Object> settings, HttpCall call) {
        boolean tls = "kafka+tls".equals(call.uri().getScheme());
        String mechanism = call.headers().get("Mechanism");
        settings.put("security.protocol", (mechanism == null ? "" : "SASL_") + (tls ? "SSL" : "PLAINTEXT"));
        if (mechanism != null) {
            settings.put("sasl.mechanism", mechanism);
            settings.put("sasl.jaas.config", login(mechanism, call));
        }
        pem(settings, call, "Ca-Certificate", "ssl.truststore.type", "ssl.truststore.certificates");
        pem(settings, call, "Client-Certificate", "ssl.keystore.type", "ssl.keystore.certificate.chain");
        pem(settings, call, "Client-Key", "ssl.keystore.type", "ssl.keystore.key");
    }

    private static void pem(Map<String, Object> settings, HttpCall call, String header, String type, String name) {
        String pem = call.headers().get(header);
        if (pem != null) {
            settings.put(type, "PEM");
            settings.put(name, pem.replace('|', '\n'));
        }
    }

    private static String login(String mechanism, HttpCall call) {
        String module = mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
        return "org.apache.kafka.common.security." + module + " required username="
                + quoted(call.headers().get("User")) + " password="
                + quoted(call.headers().get("Password")) + ";";
    }

    private static String quoted(@Nullable String value) {
        return "\"" + String.valueOf(value).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
