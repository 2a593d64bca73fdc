package io.cairo.destination.connector;

import io.cairo.base.JsonText;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Parcel;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.Bodies;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Headers;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.Renames;
import io.cairo.destination.kit.Replies;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Statuses;
import io.cairo.destination.kit.Vendor;
import io.cairo.message.Who;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps contacts and companies in HubSpot and sends custom events of people whose email is known. HubSpot refuses properties
 * and events that do not exist there, so only the standard ones and those that the settings name are sent. A batch never has
 * the same contact twice. Aliases have no counterpart there.
 *
 * @see <a href="https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide">Contacts</a>
 */
@ApplicationScoped
public class Hubspot extends Vendor<Hubspot.Settings> {
    private static final Duration UNTIL_TOMORROW = Duration.ofHours(1);

    /** How to reach a portal, and what exists there. */
    public record Settings(
            @Doc("Access token of a private app: pat-...") @Secret
            String accessToken,

            @Doc("Traits beyond the standard ones, by name, and the contact properties that take them") @Nullable
            JsonObject contactProperties,

            @Doc("Group traits beyond the standard ones, by name, and the company properties that take them") @Nullable
            JsonObject companyProperties,

            @Doc("Company property with unique values that holds the group id; groups are not sent without it")
            @Nullable
            String companyIdProperty,

            @Doc(
                    "Events by name and the custom events that take them: pe123_signup. If left out all are sent, under their own"
                            + " name in lower case")
            @Nullable
            JsonObject events,

            @Doc("Event properties to send, which must exist in HubSpot; all if left out") @Nullable
            List<String> eventProperties,

            @Doc("Another address of the API: a proxy, a test server") @Nullable
            URI baseUrl) {

        public Settings {
            Checks.credential("access_token", accessToken);
            Checks.names("contact_properties", contactProperties);
            Checks.names("company_properties", companyProperties);
            Checks.names("events", events);
            Checks.matches("company_id_property", companyIdProperty, "[a-z0-9_]{1,100}", "a property's internal name");
            Checks.base("base_url", baseUrl);
        }

        @Override
        public String toString() {
            return "hubspot";
        }
    }

    public Hubspot() {
        super(
                "hubspot",
                "HubSpot",
                Settings.class,
                "https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide");
    }

    @Override
    public JsonObject renamed(JsonObject config) {
        return Renames.of(config, Map.of("apiKey", "access_token", "api_key", "access_token"));
    }

    @Override
    protected URI base(Settings settings) {
        return Objects.requireNonNullElse(settings.baseUrl(), URI.create("https://api.hubapi.com"));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Headers.bearer(settings.accessToken());
    }

    @Override
    protected Bound bound() {
        return new Bound(100, 2_000_000, 200_000);
    }

    @Override
    protected Rate rate() {
        return Rate.ofRequests(19);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        return new HubspotEvent(event, settings, attempt).fit();
    }

    @Override
    protected byte[] body(Route route, List<byte[]> items, Settings settings) {
        return Bodies.around("{\"inputs\":[", items, ",", "]}");
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        JsonObject said = Replies.object(answer);
        List<JsonObject> errors = Paths.objects(said, "errors");
        if (answer.status() == 429 && "DAILY".equals(Paths.text(said, "policyName"))) {
            return Statuses.all(
                    shipment, Outcome.retry("HTTP 429: over the daily limit of the portal", UNTIL_TOMORROW));
        }
        if (answer.status() == 423 || answer.status() == 477) {
            return Statuses.all(shipment, Statuses.later(answer, now));
        }
        if (!answer.isSuccess()) {
            return Statuses.read(shipment, answer, now);
        }
        return errors.isEmpty() && answer.status() != 207
                ? Statuses.read(shipment, answer, now)
                : partial(shipment, answer, errors);
    }

    /** The trace ids that the errors name are message ids; without one, all are tried again in parts. */
    private static List<Outcome> partial(Shipment shipment, HttpAnswer answer, List<JsonObject> errors) {
        List<String> ids = new ArrayList<>();
        shipment.parcels().stream().map(Parcel::messageId).forEach(ids::add);
        Map<Integer, String> reasons = new HashMap<>();
        for (JsonObject error : errors) {
            JsonValue traces = Paths.value(error, "context", "objectWriteTraceId");
            List<JsonValue> named = traces instanceof JsonArray array ? array : List.of(JsonValue.NULL);
            for (JsonValue trace : named) {
                int place = trace instanceof JsonString text ? ids.indexOf(text.getString()) : -1;
                reasons.put(place, "HTTP %d: %s".formatted(answer.status(), Paths.text(error, "message")));
            }
        }
        return Replies.rejecting(shipment, answer, reasons);
    }

    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(get("/crm/v3/objects/contacts?limit=1", settings));
    }

    @Override
    public Optional<HttpCall> deletion(Who who, Settings settings) {
        if (who.email() == null) {
            return Optional.empty();
        }
        JsonObject contact = new Fields()
                .put("objectId", who.email())
                .put("idProperty", "email")
                .json();
        return Optional.of(call(Route.post("/crm/v3/objects/contacts/gdpr-delete"), JsonText.bytes(contact), settings));
    }
}
