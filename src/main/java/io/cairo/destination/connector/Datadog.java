package io.cairo.destination.connector;

import io.cairo.base.Times;
import io.cairo.destination.HttpCall;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Vendor;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends all six types to Datadog as logs. Datadog takes logs of the last 18 hours: an older event is dated to when it is sent,
 * and {@code occurred_at} says when it happened. A log over 1 MB would be cut, so it is refused. There is no idempotency key:
 * events whose answer is lost are there twice, with the same {@code message_id}.
 *
 * @see <a href="https://docs.datadoghq.com/api/latest/logs/#send-logs">Send logs</a>
 */
@ApplicationScoped
public class Datadog extends Vendor<Datadog.Settings> {
    private static final Route LOGS = Route.post("/api/v2/logs");
    private static final Duration BACK = Duration.ofHours(18);
    private static final Duration AHEAD = Duration.ofHours(2);

    /** How to reach an organisation. */
    public record Settings(
            @Doc("API key") @Secret String apiKey,

            @Doc(
                    value = "Where the organisation is; datadoghq.com if left out",
                    allowed = {
                        "datadoghq.com",
                        "us3.datadoghq.com",
                        "us5.datadoghq.com",
                        "datadoghq.eu",
                        "ap1.datadoghq.com",
                        "ap2.datadoghq.com",
                        "uk1.datadoghq.com",
                        "ddog-gov.com",
                        "us2.ddog-gov.com"
                    })
            @Nullable
            String site,

            @Doc(value = "Service of the logs; cairo if left out", min = 1, max = 100) @Nullable
            String service,

            @Doc(value = "Source of the logs; cairo if left out", min = 1, max = 100) @Nullable
            String source,

            @Doc("Tags, each as key:value") @Nullable List<String> tags,

            @Doc("Another address of the API: a proxy, a test server") @Nullable
            URI baseUrl) {

        public Settings {
            Checks.credential("api_key", apiKey);
            Checks.base("base_url", baseUrl);
        }

        @Override
        public String toString() {
            return "datadog";
        }
    }

    public Datadog() {
        super("datadog", "Datadog", Settings.class, "https://docs.datadoghq.com/api/latest/logs/#send-logs");
    }

    @Override
    protected URI base(Settings settings) {
        return at("http-intake.logs.", settings);
    }

    @Override
    protected URI base(Route route, Settings settings) {
        return route.equals(LOGS) ? base(settings) : at("api.", settings);
    }

    private static URI at(String host, Settings settings) {
        String site = Objects.requireNonNullElse(settings.site(), "datadoghq.com");
        return Objects.requireNonNullElseGet(settings.baseUrl(), () -> URI.create("https://" + host + site));
    }

    @Override
    public List<URI> targets(Settings settings) {
        return List.of(base(settings), at("api.", settings));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Map.of("DD-API-KEY", settings.apiKey());
    }

    @Override
    protected Bound bound() {
        return new Bound(500, 4_000_000, 990_000);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        Instant at = event.at(attempt);
        boolean taken = at.isAfter(attempt.minus(BACK)) && at.isBefore(attempt.plus(AHEAD));
        String tags = settings.tags() == null ? null : String.join(",", settings.tags());
        String name = event.name() == null ? "" : " " + event.name();
        JsonObject log = new Fields()
                .put("ddsource", Objects.requireNonNullElse(settings.source(), "cairo"))
                .put("service", Objects.requireNonNullElse(settings.service(), "cairo"))
                .put("ddtags", tags)
                .put("message", event.type() + name)
                .put("timestamp", (taken ? at : attempt).toEpochMilli())
                .put("occurred_at", Times.written(at))
                .put("message_id", event.messageId())
                .put("type", event.type())
                .put("evt", new Fields().put("name", event.happening()))
                .put("usr", new Fields().put("id", event.userId()).put("anonymous_id", event.anonymousId()))
                .put("group_id", event.groupId())
                .put("previous_id", event.previousId())
                .put("properties", event.properties())
                .put("traits", Paths.object(event.json(), "traits"))
                .put("context", event.context())
                .json();
        return Fit.to(LOGS, log);
    }

    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(get("/api/v1/validate", settings));
    }
}
