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
import io.cairo.destination.kit.Replies;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Statuses;
import io.cairo.destination.kit.Vendor;
import io.cairo.message.Who;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends all six types to Customer.io's batch API. Some operations of a batch may fail while the others are done: 207 names
 * them.
 *
 * @see <a href="https://docs.customer.io/integrations/api/track/">Track API v2</a>
 */
@ApplicationScoped
public class Customerio extends Vendor<Customerio.Settings> {

    /** How to reach a workspace. */
    public record Settings(
            @Doc("Site ID of the workspace") @Secret String siteId,
            @Doc("Tracking API key") @Secret String apiKey,

            @Doc(
                    value = "Where the account's data is; us if left out",
                    allowed = {"us", "eu"})
            @Nullable
            String region,

            @Doc("Number of the object type that groups are; 1 if left out") @Nullable
            String objectTypeId,

            @Doc(
                    "Whether ISO times in attributes become unix seconds, which is what Customer.io compares; true if left out")
            @Nullable
            Boolean convertTimestamps,

            @Doc("Another address of the API: a proxy, a test server") @Nullable
            URI baseUrl) {

        public Settings {
            Checks.credential("site_id", siteId);
            Checks.credential("api_key", apiKey);
            Checks.matches("object_type_id", objectTypeId, "[0-9]{1,10}", "digits");
            Checks.base("base_url", baseUrl);
        }

        @Override
        public String toString() {
            return "customerio";
        }
    }

    public Customerio() {
        super("customerio", "Customer.io", Settings.class, "https://docs.customer.io/integrations/api/track/");
    }

    @Override
    protected URI base(Settings settings) {
        String host = "eu".equals(settings.region()) ? "https://track-eu.customer.io" : "https://track.customer.io";
        return Objects.requireNonNullElseGet(settings.baseUrl(), () -> URI.create(host));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Headers.basic(settings.siteId(), settings.apiKey());
    }

    @Override
    protected Bound bound() {
        return new Bound(500, 490_000, 32_000);
    }

    @Override
    protected Rate rate() {
        return Rate.ofRequests(100);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        return new CustomerioEvent(event, settings, attempt).fit();
    }

    @Override
    protected byte[] body(Route route, List<byte[]> items, Settings settings) {
        return Bodies.around("{\"batch\":[", items, ",", "]}");
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        List<JsonObject> errors = Paths.objects(Replies.object(answer), "errors");
        if (answer.status() != 207) {
            return Statuses.read(shipment, answer, now);
        }
        Map<Integer, String> reasons = new HashMap<>();
        errors.forEach(error -> reasons.put(Paths.index(error, "batch_index"), reason(error)));
        return Replies.rejecting(shipment, answer, reasons);
    }

    private static String reason(JsonObject error) {
        return "HTTP 207: %s: %s: %s"
                .formatted(Paths.text(error, "field"), Paths.text(error, "reason"), Paths.text(error, "message"));
    }

    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(get("/auth", settings));
    }

    @Override
    public Optional<HttpCall> deletion(Who who, Settings settings) {
        if (who.userId() == null) {
            return Optional.empty();
        }
        JsonObject delete = CustomerioEvent.person("delete", CustomerioEvent.named(who.userId()))
                .json();
        return Optional.of(call(Route.post("/api/v2/entity"), Bodies.utf8(delete.toString()), settings));
    }
}
