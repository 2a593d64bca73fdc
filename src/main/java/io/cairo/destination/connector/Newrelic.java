package io.cairo.destination.connector;

import io.cairo.base.JsonTree;
import io.cairo.base.Times;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.Outcome;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Flat;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.Replies;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Statuses;
import io.cairo.destination.kit.Vendor;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends tracks, pages and screens to New Relic as custom events, flattened, with numbers and texts only. New Relic takes
 * events of the last 24 hours: an older one is dated to when it arrives, and {@code occurredAt} says when it happened. The
 * other types are about people and not about what happened. There is no idempotency key.
 *
 * @see <a href="https://docs.newrelic.com/docs/data-apis/ingest-apis/event-api/introduction-event-api/">Event API</a>
 */
@ApplicationScoped
public class Newrelic extends Vendor<Newrelic.Settings> {
    private static final Duration WINDOW = Duration.ofHours(24);
    private static final int MOST_ATTRIBUTES = 240;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_VALUE = 4096;
    private static final Set<String> RESERVED =
            Set.of("eventType", "timestamp", "accountId", "appId", "messageId", "occurredAt", "type", "name");

    /** How to reach an account. */
    public record Settings(
            @Doc("Number of the account") String accountId,
            @Doc("License key (ingest)") @Secret String licenseKey,

            @Doc(
                    value = "Where the account's data is; us if left out",
                    allowed = {"us", "eu"})
            @Nullable
            String region,

            @Doc("Event type to query by; CairoEvent if left out") @Nullable
            String eventType,

            @Doc("Whether events carry user and anonymous ids; true if left out") @Nullable
            Boolean sendUserIds,

            @Doc("Whether events carry their context; false if left out") @Nullable
            Boolean sendContext,

            @Doc("Another address of the API: a proxy, a test server") @Nullable
            URI baseUrl) {

        public Settings {
            Checks.matches("account_id", accountId, "[0-9]{1,20}", "digits");
            Checks.credential("license_key", licenseKey);
            Checks.matches("event_type", eventType, "[A-Za-z0-9_:]{1,255}", "letters, digits, _ and :");
            Checks.base("base_url", baseUrl);
        }

        @Override
        public String toString() {
            return "newrelic";
        }
    }

    public Newrelic() {
        super(
                "newrelic",
                "New Relic",
                Settings.class,
                "https://docs.newrelic.com/docs/data-apis/ingest-apis/event-api/introduction-event-api/");
    }

    @Override
    protected URI base(Settings settings) {
        String host = "eu".equals(settings.region())
                ? "https://insights-collector.eu01.nr-data.net"
                : "https://insights-collector.newrelic.com";
        return Objects.requireNonNullElseGet(settings.baseUrl(), () -> URI.create(host));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Map.of("Api-Key", settings.licenseKey());
    }

    @Override
    protected Bound bound() {
        return new Bound(500, 900_000, 300_000);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        boolean happening = event.is("track") || event.is("page") || event.is("screen");
        if (!happening) {
            return Fit.filtered();
        }
        Instant at = event.at(attempt);
        boolean taken = at.isAfter(attempt.minus(WINDOW)) && at.isBefore(attempt.plus(WINDOW));
        boolean ids = !Boolean.FALSE.equals(settings.sendUserIds());
        Fields sent = new Fields()
                .put("eventType", Objects.requireNonNullElse(settings.eventType(), "CairoEvent"))
                .put("messageId", event.messageId())
                .put("type", event.type())
                .put("name", event.happening())
                .put("occurredAt", Times.written(at))
                .put("userId", ids ? event.userId() : null)
                .put("anonymousId", ids ? event.anonymousId() : null);
        if (taken) {
            sent.put("timestamp", at.toEpochMilli());
        }
        Fields more = new Fields().put("properties", event.properties());
        if (Boolean.TRUE.equals(settings.sendContext())) {
            more.put("context", event.context());
        }
        return Fit.to(
                Route.post("/v1/accounts/" + settings.accountId() + "/events"),
                sent.all(attributes(more.json())).json());
    }

    private static JsonObject attributes(JsonObject nested) {
        Fields attributes = new Fields();
        Flat.of(nested, ".").entrySet().stream()
                .filter(attribute ->
                        attribute.getKey().length() <= LONGEST_NAME && !RESERVED.contains(attribute.getKey()))
                .limit(MOST_ATTRIBUTES)
                .forEach(attribute -> attributes.put(attribute.getKey(), value(attribute.getValue())));
        return attributes.json();
    }

    private static JsonValue value(JsonValue value) {
        if (value instanceof JsonNumber) {
            return value;
        }
        String text = Flat.text(value);
        return JsonTree.JSON.createValue(text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE));
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        boolean doubtful = answer.isSuccess() && !Paths.isTrue(Replies.object(answer), "success");
        return doubtful
                ? Statuses.all(shipment, Statuses.unreadable(answer, now))
                : Statuses.read(shipment, answer, now);
    }
}
