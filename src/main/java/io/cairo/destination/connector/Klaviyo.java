package io.cairo.destination.connector;

import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Times;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.PersonName;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Statuses;
import io.cairo.destination.kit.Vendor;
import io.cairo.message.Who;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends people and what they did to Klaviyo, one event a request, so that each answer is about one event: the bulk API says
 * later, elsewhere, what it lost. Groups and aliases have no counterpart there.
 *
 * @see <a href="https://developers.klaviyo.com/en/reference/create_event">Create Event</a>
 */
@ApplicationScoped
public class Klaviyo extends Vendor<Klaviyo.Settings> {
    private static final Route PROFILES = Route.post("/api/profile-import");
    private static final Route EVENTS = Route.post("/api/events");
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Duration AHEAD = Duration.ofDays(365);
    private static final Set<String> STANDARD = Set.of(
            "email",
            "phone",
            "firstName",
            "first_name",
            "lastName",
            "last_name",
            "title",
            "organization",
            "company",
            "avatar",
            "address");

    /** How to reach an account. */
    public record Settings(
            @Doc("Private API key: pk_...") @Secret String privateKey,

            @Doc("Revision of the API, a date; 2026-07-15 if left out") @Nullable
            String revision,

            @Doc("Another address of the API: a proxy, a test server") @Nullable
            URI baseUrl) {

        public Settings {
            Checks.credential("private_key", privateKey);
            Checks.matches("revision", revision, "[0-9]{4}-[0-9]{2}-[0-9]{2}(\\.[a-z]{1,10})?", "a date: 2026-07-15");
            Checks.base("base_url", baseUrl);
        }

        @Override
        public String toString() {
            return "klaviyo";
        }
    }

    public Klaviyo() {
        super("klaviyo", "Klaviyo", Settings.class, "https://developers.klaviyo.com/en/reference/create_event");
    }

    @Override
    protected URI base(Settings settings) {
        return Objects.requireNonNullElse(settings.baseUrl(), URI.create("https://a.klaviyo.com"));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Map.of(
                "Authorization",
                "Klaviyo-API-Key " + settings.privateKey(),
                "Accept",
                "application/json",
                "revision",
                Objects.requireNonNullElse(settings.revision(), "2026-07-15"));
    }

    @Override
    protected Bound bound() {
        return new Bound(1, 100_000, 100_000);
    }

    @Override
    protected Rate rate() {
        return Rate.ofRequests(58);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        if (event.is("group") || event.is("alias")) {
            return Fit.filtered();
        }
        if (event.email() == null && event.anyId() == null) {
            return Fit.refused("has neither an email, a user id nor an anonymous id");
        }
        return event.is("identify")
                ? Fit.to(PROFILES, data("profile", person(event, true)).json())
                : happened(event, attempt);
    }

    private static Fit happened(Incoming event, Instant attempt) {
        Instant at = event.at(attempt);
        if (event.happening() == null) {
            return Fit.refused("has no event name");
        }
        if (at.isBefore(EARLIEST) || at.isAfter(attempt.plus(AHEAD))) {
            return Fit.refused("happened before 2000 or in more than a year, which Klaviyo does not take");
        }
        return Fit.to(
                EVENTS,
                data(
                                "event",
                                new Fields()
                                        .put("metric", data("metric", new Fields().put("name", event.happening())))
                                        .put("profile", data("profile", person(event, false)))
                                        .keep("properties", event.properties())
                                        .put("time", Times.written(at))
                                        .put("value", value(event.properties()))
                                        .put("unique_id", event.messageId()))
                        .json());
    }

    private static @Nullable JsonValue value(JsonObject properties) {
        return List.of("revenue", "total", "value").stream()
                .map(name -> Paths.number(properties, name))
                .filter(number -> number.isPresent())
                .findFirst()
                .map(number -> (JsonValue) JsonTree.JSON.createValue(number.getAsDouble()))
                .orElse(null);
    }

    /** {@code {"data":{"type":..., "attributes":{...}}}}. */
    private static Fields data(String type, Fields attributes) {
        return new Fields().put("data", new Fields().put("type", type).keep("attributes", attributes.json()));
    }

    private static Fields person(Incoming event, boolean whole) {
        JsonObject traits = event.traits();
        Fields person = new Fields()
                .put("email", event.email())
                .put("phone_number", phone(traits))
                .put("external_id", event.userId())
                .put("anonymous_id", event.anonymousId());
        return whole ? person.all(details(traits)) : person;
    }

    private static JsonObject details(JsonObject traits) {
        return new Fields()
                .put("first_name", PersonName.first(traits))
                .put("last_name", PersonName.last(traits))
                .put("title", Paths.text(traits, "title"))
                .put("organization", Paths.text(traits, "organization"))
                .put("image", Paths.text(traits, "avatar"))
                .put(
                        "location",
                        new Fields()
                                .put("address1", Paths.text(traits, "address", "street"))
                                .put("city", Paths.text(traits, "address", "city"))
                                .put("region", Paths.text(traits, "address", "state"))
                                .put("zip", Paths.text(traits, "address", "postalCode"))
                                .put("country", Paths.text(traits, "address", "country")))
                .put("properties", new Fields().allBut(STANDARD, traits))
                .json();
    }

    /** Klaviyo refuses a person for a number that is not in E.164. */
    private static @Nullable String phone(JsonObject traits) {
        String phone = Paths.text(traits, "phone");
        return phone != null && phone.matches("\\+[1-9][0-9]{6,14}") ? phone : null;
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        return answer.status() == 409
                ? Statuses.all(shipment, Outcome.rejected(answer.summary()))
                : Statuses.read(shipment, answer, now);
    }

    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(get("/api/accounts", settings));
    }

    @Override
    public Optional<HttpCall> deletion(Who who, Settings settings) {
        if (who.email() == null) {
            return Optional.empty();
        }
        JsonObject job = data(
                        "data-privacy-deletion-job",
                        new Fields().put("profile", data("profile", new Fields().put("email", who.email()))))
                .json();
        return Optional.of(call(Route.post("/api/data-privacy-deletion-jobs"), JsonText.bytes(job), settings));
    }
}
