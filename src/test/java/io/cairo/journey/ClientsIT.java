package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.journey.FaultProxy.Fault;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Unmodified client libraries: every messageId that they make is stored, each once, whatever the network does. */
@Journey
class ClientsIT {
    private static final int CALLS = 6;

    private final CairoServer cairo;

    ClientsIT(CairoServer cairo) {
        this.cairo = cairo;
    }

    static Stream<NodeClient> clients() {
        return Stream.of(
                new NodeClient("segment-node"),
                new NodeClient("segment-node", "/api/v2/batch"),
                new NodeClient("segment-node-legacy"),
                new NodeClient("segment-browser", "standard"),
                new NodeClient("segment-browser", "batching"),
                new NodeClient("segment-browser", "cdn"),
                new NodeClient("rudder-node"));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void storesWhatAClientSendsEachOnce(NodeClient client, Space space) {
        List<String> sent = client.send(cairo.url(), space.key("pk"), 5);

        assertThat(sent).hasSize(5 * CALLS).doesNotHaveDuplicates();
        assertThat(space.messageIds()).containsExactlyInAnyOrderElementsOf(sent);
    }

    static Stream<Arguments> clientsAndFaults() {
        return Stream.of(
                        new NodeClient("segment-node"),
                        new NodeClient("segment-browser", "standard"),
                        new NodeClient("segment-browser", "batching"),
                        new NodeClient("rudder-node"))
                .flatMap(client -> Stream.of(
                                List.of(Fault.LATE), List.of(Fault.CUT_AFTER, Fault.CUT_BEFORE),
                                List.of(Fault.UNAVAILABLE), List.of(Fault.LIMITED))
                        .map(faults -> Arguments.of(client, faults)));
    }

    @ParameterizedTest
    @MethodSource("clientsAndFaults")
    void storesEachOnceThoughTheClientHasToRetry(NodeClient client, List<Fault> faults, Space space)
            throws IOException {
        try (FaultProxy network = new FaultProxy(cairo.url(), faults.toArray(Fault[]::new))) {
            List<String> sent = client.send(network.url(), space.key("pk"), 1);

            assertThat(network.isSpent()).as("every fault met a delivery").isTrue();
            assertThat(sent).hasSize(CALLS).doesNotHaveDuplicates();
            assertThat(space.messageIds()).containsExactlyInAnyOrderElementsOf(sent);
        }
    }
}
