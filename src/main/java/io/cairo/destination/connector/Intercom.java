package io.cairo.destination.connector;

import io.cairo.base.JsonText;
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
import io.cairo.destination.kit.Replies;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Statuses;
import io.cairo.destination.kit.Vendor;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends people, companies and what identified people did to Intercom, one event a request. A person is looked up first and
 * then changed or made. Intercom ignores a second event of the same person, name and second. Anonymous events and aliases have
 * no counterpart there.
 *
 * @see <a href="https://developers.intercom.com/docs/references/rest-api/api.intercom.io">REST API</a>
 */
@ApplicationScoped
public class Intercom extends Vendor<Intercom.Settings> {
    static final Route SEARCH = Route.post("/contacts/search");
    private static final Route CONTACTS = Route.post("/contacts");
    static final Route COMPANIES = Route.post("/companies");

    /** How to reach a workspace. */
    public record Settings(
            @Doc("Access token of an app in the workspace") @Secret
            String accessToken,

            @Doc(
                    value = "Where the workspace is; us if left out",
                    allowed = {"us", "eu", "au"})
            @Nullable
            String region,

            @Doc("Version of the API; 2.15 if left out") @Nullable
            String apiVersion,

            @Doc("Traits to send as custom attributes, which must exist in Intercom; none if left out") @Nullable
            List<String> customAttributes,

            @Doc("Another address of the API: a proxy, a test server") @Nullable
            URI baseUrl) {

        public Settings {
            Checks.credential("access_token", accessToken);
            Checks.matches("api_version", apiVersion, "[0-9]{1,2}\\.[0-9]{1,3}", "a version such as 2.15");
            Checks.base("base_url", baseUrl);
        }

        @Override
        public String toString() {
            return "intercom";
        }
    }

    public Intercom() {
        super(
                "intercom",
                "Intercom",
                Settings.class,
                "https://developers.intercom.com/docs/references/rest-api/api.intercom.io");
    }

    @Override
    protected URI base(Settings settings) {
        boolean elsewhere = settings.region() != null && !settings.region().equals("us");
        String region = elsewhere ? "." + settings.region() : "";
        return Objects.requireNonNullElseGet(
                settings.baseUrl(), () -> URI.create("https://api" + region + ".intercom.io"));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Map.of(
                "Authorization",
                "Bearer " + settings.accessToken(),
                "Accept",
                "application/json",
                "Intercom-Version",
                Objects.requireNonNullElse(settings.apiVersion(), "2.15"));
    }

    @Override
    protected Bound bound() {
        return new Bound(1, 100_000, 100_000);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        return new IntercomEvent(event, settings).fit(attempt);
    }

    @Override
    public Optional<String> following() {
        return Optional.of(
                "The contact that the search finds is changed, else made; the member of a company is searched and attached");
    }

    /** After the search the contact is changed or made; after the company its member is searched and then attached. */
    @Override
    public Optional<Shipment> next(Shipment sent, HttpAnswer answer, Settings settings) {
        Incoming event = Incoming.of(sent.parcels().get(0));
        String path = sent.call().uri().getPath();
        if (!answer.isSuccess() || sent.memo().equals("attach")) {
            return Optional.empty();
        }
        if (path.endsWith(SEARCH.path())) {
            return event.is("group") ? attach(sent, answer, settings) : contact(sent, event, answer, settings);
        }
        String company = Paths.text(Replies.object(answer), "id");
        boolean member = event.userId() != null || event.email() != null;
        return path.endsWith(COMPANIES.path()) && member && company != null
                ? Optional.of(step(sent, SEARCH, new IntercomEvent(event, settings).query(), company, settings))
                : Optional.empty();
    }

    private Optional<Shipment> contact(Shipment sent, Incoming event, HttpAnswer answer, Settings settings) {
        JsonObject said = Replies.object(answer);
        if (!(said.get("data") instanceof JsonArray)) {
            return Optional.empty();
        }
        String id = found(said);
        Route route = id == null ? CONTACTS : Route.of("PUT", "/contacts/" + id);
        return Optional.of(step(sent, route, new IntercomEvent(event, settings).contact(), "", settings));
    }

    private Optional<Shipment> attach(Shipment sent, HttpAnswer answer, Settings settings) {
        String contact = found(Replies.object(answer));
        return contact == null
                ? Optional.empty()
                : Optional.of(step(
                        sent,
                        Route.post("/contacts/" + contact + "/companies"),
                        new Fields().put("id", sent.memo()).json(),
                        "attach",
                        settings));
    }

    private Shipment step(Shipment sent, Route route, JsonObject body, String memo, Settings settings) {
        return new Shipment(call(route, JsonText.bytes(body), settings), sent.parcels(), memo);
    }

    private static @Nullable String found(JsonObject said) {
        List<JsonObject> contacts = Paths.objects(said, "data");
        String id = contacts.isEmpty() ? null : Paths.text(contacts.get(0), "id");
        return id != null && id.matches("[A-Za-z0-9_-]{1,64}") ? id : null;
    }

    /** A search that found nothing to go on with is not a delivery, but for a company whose member Intercom does not know. */
    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        boolean search = shipment.call().uri().getPath().endsWith(SEARCH.path());
        if (answer.isSuccess() && search && !(Replies.object(answer).get("data") instanceof JsonArray)) {
            return Statuses.all(shipment, Statuses.unreadable(answer, now));
        }
        if (answer.isSuccess() && search && shipment.memo().isEmpty()) {
            return Statuses.all(shipment, Outcome.retry("the person was looked up, but not changed yet", null));
        }
        return switch (answer.status()) {
            case 404 -> Statuses.all(shipment, Outcome.rejected(answer.summary() + ": identify the person first"));
            // the search lags behind: the contact that it did not find is there already
            case 409, 423 -> Statuses.all(shipment, Statuses.later(answer, now));
            default -> Statuses.read(shipment, answer, now);
        };
    }

    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(get("/me", settings));
    }
}
