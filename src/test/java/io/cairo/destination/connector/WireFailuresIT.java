package io.cairo.destination.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Outcome.Kind;
import io.cairo.destination.Shipment;
import io.cairo.destination.egress.EgressGuard;
import io.cairo.destination.egress.Ways;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every connector that speaks HTTP, with its own requests, when there is no answer, half an answer or somebody else's. */
class WireFailuresIT {
    @RegisterExtension
    static final WireMockExtension VENDOR =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    /** Takes any answer of success, as the specification of webhooks says. */
    private static final Set<String> CONTENT = Set.of("webhook");

    private static final Ways WAYS =
            new Ways(new EgressGuard("127.0.0.0/8", true, InetAddress::getAllByName), List.of(), Clock.systemUTC());
    private static ScheduledExecutorService sweeper;

    @BeforeAll
    static void start() {
        sweeper = Executors.newSingleThreadScheduledExecutor();
        var unused = sweeper.scheduleAtFixedRate(WAYS::sweep, 50, 50, TimeUnit.MILLISECONDS);
    }

    @AfterAll
    static void stop() {
        sweeper.shutdownNow();
        WAYS.close();
    }

    static Stream<Sample<?>> web() {
        return Sample.all()
                .filter(sample -> first(sample).call().uri().getScheme().startsWith("http"));
    }

    private static Shipment first(Sample<?> sample) {
        return sample.requests(Sample.six()).get(0);
    }

    /** The request as it is, but sent here; who asks for a token has one. */
    private static HttpAnswer send(Shipment shipment, Duration timeout) throws IOException {
        HttpCall call = shipment.call();
        URI uri = call.uri();
        String path = uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
        return WAYS.send(
                new HttpCall(call.method(), URI.create(VENDOR.baseUrl() + path), call.headers(), call.body(), timeout));
    }

    private static void answers(ResponseDefinitionBuilder answer) {
        VENDOR.stubFor(any(anyUrl()).willReturn(answer));
    }

    @ParameterizedTest
    @MethodSource("web")
    void aConnectionThatIsCutIsNoAnswer(Sample<?> sample) {
        for (Fault fault :
                List.of(Fault.CONNECTION_RESET_BY_PEER, Fault.EMPTY_RESPONSE, Fault.MALFORMED_RESPONSE_CHUNK)) {
            answers(aResponse().withStatus(200).withFault(fault));

            assertThatThrownBy(() -> send(first(sample), Duration.ofSeconds(10)))
                    .as("%s", fault)
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("web")
    void anAnswerThatDoesNotComeInTimeIsNone(Sample<?> sample) {
        answers(aResponse().withStatus(200).withFixedDelay(2000));

        assertThatThrownBy(() -> send(first(sample), Duration.ofMillis(200)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too long");
    }

    @ParameterizedTest
    @MethodSource("web")
    void aPageThatAsksToSignInIsNoSuccess(Sample<?> sample) throws IOException {
        answers(aResponse()
                .withStatus(200)
                .withHeader("Content-Type", "text/html")
                .withBody("<!DOCTYPE html><html><title>Sign in to this network</title></html>"));

        Shipment sent = first(sample);
        List<Outcome> outcomes = sample.connector().read(sent, send(sent, Duration.ofSeconds(10)), Sample.ATTEMPT);

        Kind expected = CONTENT.contains(sample.connector().type()) ? Kind.OK : Kind.RETRY;
        assertThat(outcomes).extracting(Outcome::kind).containsOnly(expected);
    }

    @ParameterizedTest
    @MethodSource("web")
    void aVendorThatIsAwayIsTriedAgainWhenItSays(Sample<?> sample) throws IOException {
        answers(aResponse().withStatus(503).withHeader("Retry-After", "17"));

        Shipment sent = first(sample);
        List<Outcome> outcomes = sample.connector().read(sent, send(sent, Duration.ofSeconds(10)), Sample.ATTEMPT);

        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
            assertThat(outcome.after()).isEqualTo(Duration.ofSeconds(17));
        });
    }
}
