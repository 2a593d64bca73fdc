package io.cairo.destination.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.destination.HttpCall;
import io.cairo.destination.Reach;
import io.cairo.destination.egress.EgressGuard;
import io.cairo.destination.egress.EgressRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;

/** Where Kafka's client may connect to. */
class KafkaProtocolTest {
    private static final HttpCall CALL = new HttpCall(
                    "PRODUCE",
                    URI.create("kafka+tls://kafka.example.com:9092/t"),
                    Map.of(),
                    new byte[0],
                    Duration.ofSeconds(1))
            .within(new Reach(Set.of("kafka", "kafka+tls"), Set.of(9092)));

    private static void vet(String address, int port) throws IOException {
        InetSocketAddress told = new InetSocketAddress(InetAddress.getByName(address), port);
        new KafkaProtocol(new EgressGuard("10.1.0.0/16", false, InetAddress::getAllByName)).vet(told, CALL);
    }

    @Test
    void aBrokerIsFollowedToTheUsualPortAndToFreeOnes() {
        assertThatCode(() -> vet("8.8.8.8", 9092)).doesNotThrowAnyException();
        assertThatCode(() -> vet("8.8.8.8", 19_092)).doesNotThrowAnyException();
        assertThatCode(() -> vet("2001:4860:4860::8888", 9092)).doesNotThrowAnyException();
    }

    @Test
    void aBrokerIsNotFollowedToThePortOfAnotherService() {
        for (int port : List.of(22, 25, 6379, 5432, 9200)) {
            assertThatThrownBy(() -> vet("8.8.8.8", port)).as("%d", port).isInstanceOf(EgressRefused.class);
        }
    }

    @Test
    void aBrokerIsFollowedAnywhereWhereTheOperatorAllowsIt() {
        assertThatCode(() -> vet("10.1.2.3", 22)).doesNotThrowAnyException();
        assertThatThrownBy(() -> vet("10.2.0.1", 9092)).isInstanceOf(EgressRefused.class);
    }

    /** The client's own way to a broker leads through the gate. */
    @Test
    void theClientAsksBeforeItConnects() throws Exception {
        CompletableFuture<InetSocketAddress> asked = new CompletableFuture<>();
        VettedSelector.Gate shut = address -> {
            asked.complete(address);
            throw new IOException("shut");
        };
        HttpCall call = new HttpCall(
                "PRODUCE", URI.create("kafka://127.0.0.1:9/t"), Map.of(), new byte[0], Duration.ofSeconds(1));
        try (KafkaProducer<byte[], byte[]> producer =
                Producers.producer(call, List.of("127.0.0.1:9"), InetAddress::getAllByName, shut)) {
            CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> producer.partitionsFor("t"));

            InetSocketAddress first = asked.get(10, TimeUnit.SECONDS);

            assertThat(first.getPort()).isEqualTo(9);
            producer.close(Duration.ZERO);
        }
    }
}
