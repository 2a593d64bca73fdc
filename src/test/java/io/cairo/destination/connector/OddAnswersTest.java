package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.destination.HttpAnswer;
import io.cairo.destination.Outcome;
import io.cairo.destination.Outcome.Kind;
import io.cairo.destination.Shipment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event has an outcome, whatever comes back, and none is lost when the vendor is away. */
class OddAnswersTest {
    private static final List<Integer> STATUSES = List.of(
            100, 200, 201, 202, 204, 207, 301, 400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 415, 422, 423, 425,
            429, 477, 500, 502, 503, 504, 529);
    private static final List<String> BODIES = List.of(
            "",
            "ok",
            "1",
            "null",
            "[]",
            "[1,null,{}]",
            "{",
            "<html><body>Sign in to this network</body></html>",
            "\u0000\ud800",
            "{\"errors\":true,\"items\":[null,{},{\"create\":7}]}",
            "{\"errors\":[{\"batch_index\":99,\"index\":-1},{\"index\":1e99},null,\"x\"],\"message\":\"success\"}",
            "{\"failed_records\":[{\"index\":5000}],\"status\":\"no\",\"data\":[{\"id\":null}],\"id\":{}}",
            "[".repeat(200));

    static Stream<Sample<?>> samples() {
        return Sample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void answersForEveryEventWhateverComesBack(Sample<?> sample) {
        for (Shipment shipment : sample.requests(Sample.six())) {
            for (int status : STATUSES) {
                for (String body : BODIES) {
                    HttpAnswer answer = new HttpAnswer(status, Map.of("retry-after", "soon"), body);
                    List<Outcome> outcomes = sample.connector().read(shipment, answer, Sample.ATTEMPT);
                    assertThat(outcomes)
                            .as("%d %s", status, body)
                            .hasSize(shipment.parcels().size());
                    sample.next(shipment, answer)
                            .ifPresent(next -> assertThat(next.parcels()).isEqualTo(shipment.parcels()));
                    if (status >= 300) {
                        assertThat(outcomes)
                                .as("%d %s", status, body)
                                .noneMatch(outcome -> outcome.kind() == Kind.OK && !body.contains("failed_records"));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void keepsEventsWhenTheVendorIsAwayOrBarred(Sample<?> sample) {
        for (Shipment shipment : sample.requests(Sample.six())) {
            HttpAnswer busy = new HttpAnswer(429, Map.of("retry-after", "7"), "");

            assertThat(kinds(sample, shipment, 401)).containsOnly(Kind.AUTH);
            assertThat(kinds(sample, shipment, 500)).containsOnly(Kind.RETRY);
            assertThat(kinds(sample, shipment, 503)).containsOnly(Kind.RETRY);
            assertThat(kinds(sample, shipment, 408)).containsOnly(Kind.RETRY);
            assertThat(kinds(sample, shipment, 302)).containsOnly(Kind.AUTH);
            assertThat(kinds(sample, shipment, 413))
                    .containsOnly(shipment.parcels().size() > 1 ? Kind.SPLIT : Kind.REJECTED);
            assertThat(sample.connector().read(shipment, busy, Sample.ATTEMPT))
                    .allMatch(outcome -> Duration.ofSeconds(7).equals(outcome.after()));
        }
    }

    private static List<Kind> kinds(Sample<?> sample, Shipment shipment, int status) {
        return sample.connector().read(shipment, new HttpAnswer(status, Map.of(), ""), Sample.ATTEMPT).stream()
                .map(Outcome::kind)
                .toList();
    }
}
