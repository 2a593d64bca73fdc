package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.Outcome;
import io.cairo.destination.Outcome.Kind;
import io.cairo.destination.Parcel;
import io.cairo.destination.Shipment;
import io.cairo.tool.Shape;
import jakarta.json.JsonObject;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
    private static final String OLD = "whsec_" + "QUJD".repeat(11);
    private static final String NEW = "whsec_" + "REVG".repeat(11);

    private final Webhook webhook = new Webhook();
    private final Instant now = Clock.systemUTC().instant();

    private WebhookSettings settings(String more) {
        JsonObject config = JsonTree.readObject(
                ("{\"url\": \"https://example.com/hook?token=t\"" + more + "}").getBytes(StandardCharsets.UTF_8));
        Shape<WebhookSettings> shape = Shape.of(WebhookSettings.class);
        return shape.decode(shape.renamed(webhook.renamed(config)));
    }

    private static Parcel parcel(String messageId, String payload) {
        return new Parcel(messageId, "track", "x", payload.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Parcel> parcels(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> parcel("m" + i, "{\"messageId\":\"m" + i + "\"}"))
                .toList();
    }

    private static HttpHeaders headers(Shipment shipment) {
        Map<String, List<String>> headers = shipment.call().headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    private static String body(Shipment shipment) {
        return new String(shipment.call().body(), StandardCharsets.UTF_8);
    }

    private Outcome outcome(int events, int status, Map<String, String> headers) {
        Shipment shipment = webhook.requests(parcels(events), settings(",\"batch_size\":100"), now)
                .get(0);
        List<Outcome> outcomes = webhook.read(shipment, new HttpAnswer(status, headers, "because"), now);
        assertThat(outcomes).hasSize(events);
        return outcomes.get(0);
    }

    @Test
    void signsAsTheStandardVerifies() {
        Parcel parcel = parcel("a.b/\u00fc", "{\"name\":\"Gr\u00fc\u00dfe \ud83d\ude00\"}");
        Shipment shipment = webhook.requests(List.of(parcel), settings(",\"secret\":\"" + OLD + " " + NEW + "\""), now)
                .get(0);

        assertThat(headers(shipment).firstValue("webhook-id").orElseThrow()).doesNotContain(".");
        for (String secret : List.of(OLD, NEW)) {
            assertThatCode(() -> new com.standardwebhooks.Webhook(secret).verify(body(shipment), headers(shipment)))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void sendsOneEventAsItIs() {
        Shipment shipment = webhook.requests(parcels(1), settings(""), now).get(0);

        assertThat(body(shipment)).isEqualTo("{\"messageId\":\"m0\"}");
        assertThat(shipment.call().method()).isEqualTo("POST");
        assertThat(shipment.call().timeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(shipment.call().headers())
                .containsEntry("webhook-id", "m0")
                .containsEntry("Content-Type", "application/json")
                .doesNotContainKey("webhook-signature");
    }

    @Test
    void sendsSeveralAsABatch() {
        List<Shipment> shipments = webhook.requests(parcels(3), settings(",\"batchSize\":2"), now);

        assertThat(shipments)
                .extracting(WebhookTest::body)
                .containsExactly(
                        "{\"type\":\"batch\",\"batch\":[{\"messageId\":\"m0\"},{\"messageId\":\"m1\"}]}",
                        "{\"type\":\"batch\",\"batch\":[{\"messageId\":\"m2\"}]}");
    }

    @Test
    void keepsTheIdAndChangesTheTimeWhenItTriesAgain() {
        WebhookSettings settings = settings(",\"batch_size\":2");
        Map<String, String> first =
                webhook.requests(parcels(2), settings, now).get(0).call().headers();
        Map<String, String> second = webhook.requests(parcels(2), settings, now.plusSeconds(5))
                .get(0)
                .call()
                .headers();

        assertThat(second.get("webhook-id")).isEqualTo(first.get("webhook-id"));
        assertThat(second.get("webhook-timestamp")).isNotEqualTo(first.get("webhook-timestamp"));
    }

    @Test
    void leavesTheContextOutOnDemand() {
        Parcel parcel =
                parcel("m", "{\"type\":\"track\",\"context\":{\"ip\":\"1\"},\"properties\":{\"context\":1.50}}");
        Shipment shipment = webhook.requests(List.of(parcel), settings(",\"includeContext\":false"), now)
                .get(0);

        assertThat(body(shipment)).doesNotContain("ip").contains("\"properties\":{\"context\":1.5");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 200, OK", "9, 204, OK", "1, 302, AUTH", "1, 401, AUTH", "9, 403, AUTH", "1, 410, AUTH",
        "1, 404, RETRY", "1, 408, RETRY", "1, 425, RETRY", "9, 429, RETRY", "1, 500, RETRY", "9, 503, RETRY",
        "1, 413, REJECTED", "9, 413, SPLIT", "1, 400, REJECTED", "9, 422, SPLIT"
    })
    void readsWhatTheReceiverSays(int events, int status, Kind kind) {
        assertThat(outcome(events, status, Map.of()).kind()).isEqualTo(kind);
    }

    @Test
    void waitsAsLongAsItIsTold() {
        assertThat(outcome(1, 429, Map.of("retry-after", "7")).after()).isEqualTo(Duration.ofSeconds(7));
        assertThat(outcome(1, 503, Map.of()).after()).isNull();
    }

    @Test
    void showsWhatTheReceiverSaidWithoutControlCharacters() {
        HttpAnswer answer = new HttpAnswer(400, Map.of(), "no\u001b[31m\r\nSet-Cookie: x" + "y".repeat(5000));

        assertThat(answer.summary()).doesNotContain("\u001b", "\n", "\r").hasSizeLessThan(1100);
    }

    @Test
    void namesOnlyMethodAndHost() {
        Shipment shipment = webhook.requests(parcels(1), settings(",\"secret\":\"" + OLD + "\""), now)
                .get(0);

        assertThat(shipment.call()).hasToString("POST example.com");
        assertThat(settings(",\"secret\":\"" + OLD + "\"")).hasToString("webhook to example.com");
    }

    @Test
    void knowsTheNamesOfTheOriginal() {
        WebhookSettings settings = settings(
                ",\"signatureSecret\":\"" + OLD + "\",\"timeout\":10000,\"retries\":2,\"includeContext\":true");

        assertThat(settings.secrets()).containsExactly(OLD);
        assertThat(settings.seconds()).isEqualTo(10);
        assertThat(settings.tries()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"secret\":\"hunter2\"",
                ",\"secret\":\"whsec_c2hvcnQ=\"",
                ",\"secret\":\"\"",
                ",\"method\":\"GET\"",
                ",\"batch_size\":0",
                ",\"batch_size\":1001",
                ",\"timeout\":16",
                ",\"retries\":10",
                ",\"headers\":{\"Host\":\"x\"}",
                ",\"headers\":{\"Content-Length\":\"1\"}",
                ",\"headers\":{\"webhook-id\":\"1\"}",
                ",\"headers\":{\"Transfer-Encoding\":\"chunked\"}",
                ",\"headers\":{\"X-Forwarded-For\":\"1\"}",
                ",\"headers\":{\"X-A\":\"a\\r\\nb\"}",
                ",\"headers\":{\"X-A\":\"\u00fc\"}",
                ",\"headers\":{\"X-A\":1}",
                ",\"nonsense\":1"
            })
    void refusesSettingsThatCannotWork(String more) {
        assertThatThrownBy(() -> settings(more)).isInstanceOf(Problem.class).hasMessageNotContaining("hunter2");
    }
}
