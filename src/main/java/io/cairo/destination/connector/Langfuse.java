package io.cairo.destination.connector;

import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.Bodies;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Headers;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.Renames;
import io.cairo.destination.kit.Replies;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Statuses;
import io.cairo.destination.kit.Vendor;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends what agents and models did, as spans of OpenTelemetry, to Langfuse: tracks that are named so, {@code agent.generation}
 * as a generation, {@code agent.tool_call} as a tool's span, others as events; it has no use for the other types. One session
 * is one trace. Trace and span ids are made of the session's and the message's ids, so that a span sent again takes the first
 * one's place. An export with one span that cannot be read is refused as a whole; it is halved then.
 *
 * @see <a href="https://langfuse.com/integrations/native/opentelemetry">Langfuse, OpenTelemetry</a>
 */
@ApplicationScoped
public class Langfuse extends Vendor<Langfuse.Settings> {

    /** How to reach a Langfuse project. */
    public record Settings(
            @Doc("Public key of the project, pk-lf-...") String publicKey,

            @Doc("Secret key of the project, sk-lf-...") @Secret
            String secretKey,

            @Doc(
                    value = "Region of Langfuse Cloud; eu if left out",
                    allowed = {"eu", "us", "jp", "hipaa"})
            @Nullable
            String region,

            @Doc("Which tracks to send; a name may end with *. Left out: agent.*, $ai_*, llm_* but sessions") @Nullable
            List<String> events,

            @Doc(value = "Environment of the traces", min = 1, max = 40) @Nullable
            String environment,

            @Doc("Address of a self-hosted Langfuse, a proxy, a test server") @Nullable
            URI baseUrl) {

        public Settings {
            Checks.matches(
                    "public_key", publicKey, "[\\x21-\\x39\\x3b-\\x7e]{1,200}", "the project's, without a colon");
            Checks.credential("secret_key", secretKey);
            Checks.matches(
                    "environment",
                    environment,
                    "(?!langfuse)[a-z0-9_-]+",
                    "lower-case letters, digits, - and _, and not begin with langfuse");
            Checks.base("base_url", baseUrl);
        }

        @Override
        public String toString() {
            return "langfuse";
        }
    }

    public Langfuse() {
        super("langfuse", "Langfuse", Settings.class, "https://langfuse.com/integrations/native/opentelemetry");
    }

    @Override
    public JsonObject renamed(JsonObject config) {
        return Renames.of(config, Map.of("host", "base_url"));
    }

    @Override
    protected URI base(Settings settings) {
        String host = switch (Objects.requireNonNullElse(settings.region(), "eu")) {
            case "us" -> "https://us.cloud.langfuse.com";
            case "jp" -> "https://jp.cloud.langfuse.com";
            case "hipaa" -> "https://hipaa.cloud.langfuse.com";
            default -> "https://cloud.langfuse.com";
        };
        return Objects.requireNonNullElseGet(settings.baseUrl(), () -> URI.create(host));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Headers.basic(settings.publicKey(), settings.secretKey());
    }

    @Override
    protected Bound bound() {
        return new Bound(200, 3_000_000, 1_000_000);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        return new LangfuseEvent(event, settings, attempt).fit();
    }

    @Override
    protected byte[] body(Route route, List<byte[]> items, Settings settings) {
        String begin = "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\","
                + "\"value\":{\"stringValue\":\"cairo\"}}]},\"scopeSpans\":[{\"scope\":{\"name\":\"cairo\"},\"spans\":[";
        return Bodies.around(begin, items, ",", "]}]}]}");
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        if (answer.status() == 404) {
            return Statuses.all(
                    shipment, Outcome.auth("HTTP 404: no OpenTelemetry there; Langfuse has it since version 3.22"));
        }
        return answer.isSuccess()
                ? Statuses.all(shipment, taken(shipment.parcels().size(), answer, now))
                : Statuses.read(shipment, answer, now);
    }

    /** OTLP counts the spans that were not taken, without naming them; those that were are the same when they come again. */
    private static Outcome taken(int size, HttpAnswer answer, Instant now) {
        String lost = Paths.text(Replies.object(answer), "partialSuccess", "rejectedSpans");
        return lost == null || lost.equals("0") ? Statuses.one(size, answer, now) : Statuses.refused(size, answer);
    }

    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(get("/api/public/projects", settings));
    }
}
