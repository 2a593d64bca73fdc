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
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps persons (by email) and organizations (by name) in Pipedrive, and adds an activity to the person for tracks that the
 * settings name. Each is looked up first and then changed or made. An activity whose answer is lost is added twice. Pages,
 * screens and aliases have no counterpart there.
 *
 * @see <a href="https://developers.pipedrive.com/docs/api/v1">API reference</a>
 */
@ApplicationScoped
public class Pipedrive extends Vendor<Pipedrive.Settings> {
    static final String PERSONS = "/api/v2/persons";
    static final String ORGANIZATIONS = "/api/v2/organizations";
    private static final Route ACTIVITIES = Route.post("/api/v2/activities");
    private static final Duration UNTIL_BUDGET = Duration.ofHours(1);

    /** How to reach a company. */
    public record Settings(
            @Doc("API token of a user") @Secret String apiToken,

            @Doc("Domain of the company: acme for acme.pipedrive.com") @Nullable
            String companyDomain,

            @Doc("Traits by name and the keys of the custom fields of persons that take them") @Nullable
            JsonObject personFields,

            @Doc("Group traits by name and the keys of the custom fields of organizations that take them") @Nullable
            JsonObject organizationFields,

            @Doc("Tracks to add as activities of the person, by name; none if left out") @Nullable
            List<String> activityEvents,

            @Doc(value = "Type of those activities; task if left out", min = 1, max = 50) @Nullable
            String activityType,

            @Doc("Another address of the API: a proxy, a test server") @Nullable
            URI baseUrl) {

        public Settings {
            Checks.credential("api_token", apiToken);
            Checks.matches(
                    "company_domain", companyDomain, "[a-z0-9][a-z0-9-]{0,62}", "the part before .pipedrive.com");
            Checks.names("person_fields", personFields);
            Checks.names("organization_fields", organizationFields);
            Checks.base("base_url", baseUrl);
        }

        @Override
        public String toString() {
            return "pipedrive";
        }
    }

    public Pipedrive() {
        super("pipedrive", "Pipedrive", Settings.class, "https://developers.pipedrive.com/docs/api/v1");
    }

    /** The original's address named version 1 of the API, which is no longer kept. */
    @Override
    public JsonObject renamed(JsonObject config) {
        JsonObject renamed = super.renamed(config);
        Fields fields = new Fields().all(renamed);
        for (String name : List.of("baseUrl", "base_url")) {
            if (renamed.get(name) instanceof JsonString url) {
                fields.put(name, url.getString().replaceAll("/(api/)?v[12]/?$", ""));
            }
        }
        return fields.json();
    }

    @Override
    protected URI base(Settings settings) {
        String domain = Objects.requireNonNullElse(settings.companyDomain(), "api");
        return Objects.requireNonNullElseGet(
                settings.baseUrl(), () -> URI.create("https://" + domain + ".pipedrive.com"));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Map.of("x-api-token", settings.apiToken());
    }

    @Override
    protected Bound bound() {
        return new Bound(1, 100_000, 100_000);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        return new PipedriveEvent(event, settings).fit();
    }

    @Override
    public Optional<String> following() {
        return Optional.of("What the search finds is changed, else made; a track becomes an activity of who was found");
    }

    @Override
    public Optional<Shipment> next(Shipment sent, HttpAnswer answer, Settings settings) {
        Incoming event = Incoming.of(sent.parcels().get(0));
        JsonObject said = Replies.object(answer);
        if (!answer.isSuccess() || !Paths.isTrue(said, "success") || sent.memo().equals("last")) {
            return Optional.empty();
        }
        if (sent.call().method().equals("GET")) {
            String id = found(said);
            return event.is("track") && id != null
                    ? Optional.of(activity(sent, event, id, settings))
                    : Optional.of(kept(sent, event, id, settings));
        }
        String made = id(Paths.object(said, "data"));
        return event.is("track") && made != null
                ? Optional.of(activity(sent, event, made, settings))
                : Optional.empty();
    }

    private Shipment kept(Shipment sent, Incoming event, @Nullable String id, Settings settings) {
        boolean group = event.is("group");
        String path = group ? ORGANIZATIONS : PERSONS;
        Route route = id == null ? Route.post(path) : Route.of("PATCH", path + "/" + id);
        PipedriveEvent become = new PipedriveEvent(event, settings);
        JsonObject body = group ? become.organization() : become.person();
        return step(sent, route, body, event.is("track") ? "" : "last", settings);
    }

    private Shipment activity(Shipment sent, Incoming event, String person, Settings settings) {
        JsonObject activity = new PipedriveEvent(event, settings).activity(Long.parseLong(person));
        return step(sent, ACTIVITIES, activity, "last", settings);
    }

    private Shipment step(Shipment sent, Route route, JsonObject body, String memo, Settings settings) {
        return new Shipment(call(route, JsonText.bytes(body), settings), sent.parcels(), memo);
    }

    private static @Nullable String found(JsonObject said) {
        List<JsonObject> items = Paths.objects(said, "data", "items");
        return items.isEmpty() ? null : id(Paths.object(items.get(0), "item"));
    }

    private static @Nullable String id(JsonObject thing) {
        String id = Paths.text(thing, "id");
        return id != null && id.matches("[0-9]{1,18}") ? id : null;
    }

    /** Whoever ignores 429 is shut out with a page of HTML and 403, which passes; a JSON 403 does not. */
    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        boolean ended = shipment.memo().equals("last");
        JsonObject said = Replies.object(answer);
        if (answer.isSuccess() && !(ended && Paths.isTrue(said, "success"))) {
            return Statuses.all(shipment, Statuses.unreadable(answer, now));
        }
        if (answer.status() == 429
                && "0".equals(answer.header("x-daily-ratelimit-token-remaining").orElse(""))) {
            return Statuses.all(shipment, Outcome.retry("HTTP 429: over the budget of the day", UNTIL_BUDGET));
        }
        boolean page = answer.status() == 403 && answer.body().stripLeading().startsWith("<");
        // what was found a moment ago is gone: look it up again
        boolean gone = ended && (answer.status() == 404 || answer.status() == 410);
        return page || gone
                ? Statuses.all(shipment, Statuses.later(answer, now))
                : Statuses.read(shipment, answer, now);
    }

    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(get("/api/v1/users/me", settings));
    }
}
