package io.cairo.destination.connector;

import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Parcel;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Flat;
import io.cairo.destination.kit.Headers;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.PersonName;
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
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps contacts in Resend, and tells it what they did: as an event that automations there wait for, or as a mail from a
 * template. Mails carry the message id as idempotency key, which Resend keeps for a day. Only people with an email count;
 * pages, screens, groups and aliases have no counterpart.
 *
 * @see <a href="https://resend.com/docs/api-reference/introduction">API reference</a>
 */
@ApplicationScoped
public class Resend extends Vendor<Resend.Settings> {
    private static final Route EVENTS = Route.post("/events/send");
    private static final Route MAILS = Route.post("/emails");
    private static final Route CONTACTS = Route.post("/contacts");
    private static final Duration UNTIL_QUOTA = Duration.ofHours(1);
    private static final int LONGEST_KEY = 256;

    /** How to reach a team, and what to send. */
    public record Settings(
            @Doc("API key: re_...") @Secret String apiKey,

            @Doc("Sender of mails: a@example.com, or Name <a@example.com>; needed with templates") @Nullable
            String fromEmail,

            @Doc("Events by name and the template that is mailed to who did it; other events are sent as events")
            @Nullable
            JsonObject templates,

            @Doc("Segment, formerly audience, that new contacts join") @Nullable
            String segmentId,

            @Doc("Which events to send, by name; all if left out, none if empty") @Nullable
            List<String> events,

            @Doc("Another address of the API: a proxy, a test server") @Nullable
            URI baseUrl) {

        public Settings {
            Checks.credential("api_key", apiKey);
            Checks.names("templates", templates);
            Checks.matches(
                    "from_email",
                    fromEmail,
                    "([^<>\\r\\n]{1,100}<)?[^\\s@<>]+@[^\\s@<>]+\\.[^\\s@<>]+>?",
                    "an email address");
            Checks.matches("segment_id", segmentId, "[A-Za-z0-9-]{1,64}", "an id from Resend");
            Checks.base("base_url", baseUrl);
            if (templates != null) {
                Checks.needed("from_email", fromEmail, "templates need a sender");
            }
        }

        boolean wants(@Nullable String event) {
            return event != null && (events == null || events.contains(event));
        }

        @Override
        public String toString() {
            return "resend";
        }
    }

    public Resend() {
        super("resend", "Resend", Settings.class, "https://resend.com/docs/api-reference/introduction");
    }

    /** The original mailed every event unless {@code alertEvents} named some; here only templates are mailed. */
    @Override
    public JsonObject renamed(JsonObject config) {
        Map<String, String> names = new HashMap<>(Map.of("audienceId", "segment_id", "audience_id", "segment_id"));
        boolean some = config.get("alertEvents") instanceof JsonArray array && !array.isEmpty();
        if (some) {
            names.put("alertEvents", "events");
        }
        JsonObject renamed = Renames.of(config, names);
        return new Fields().allBut(Set.of("alertEvents"), renamed).json();
    }

    @Override
    protected URI base(Settings settings) {
        return Objects.requireNonNullElse(settings.baseUrl(), URI.create("https://api.resend.com"));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Headers.bearer(settings.apiKey());
    }

    @Override
    protected Bound bound() {
        return new Bound(1, 200_000, 200_000);
    }

    @Override
    protected Rate rate() {
        return Rate.ofRequests(2);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        String email = event.email();
        if (email == null) {
            return Fit.filtered();
        }
        if (event.is("identify")) {
            return Fit.to(contact(email), details(event));
        }
        if (!event.is("track") || !settings.wants(event.name())) {
            return Fit.filtered();
        }
        String template =
                settings.templates() == null ? null : Paths.text(settings.templates(), String.valueOf(event.name()));
        return template == null
                ? Fit.to(EVENTS, happened(event, email))
                : Fit.to(MAILS, mail(event, email, template, settings));
    }

    private static Route contact(String email) {
        return Route.of("PATCH", "/contacts/" + Ids.encoded(email));
    }

    private static JsonObject details(Incoming event) {
        JsonObject traits = event.traits();
        return new Fields()
                .put("first_name", PersonName.first(traits))
                .put("last_name", PersonName.last(traits))
                .json();
    }

    private static JsonObject happened(Incoming event, String email) {
        return new Fields()
                .put("event", event.name())
                .put("email", email)
                .put("payload", event.properties())
                .json();
    }

    private static JsonObject mail(Incoming event, String email, String template, Settings settings) {
        Fields variables = new Fields();
        Flat.of(event.properties(), "_").forEach((name, value) -> variables.put(name, Flat.text(value)));
        return new Fields()
                .put("from", settings.fromEmail())
                .put("to", email)
                .put("template", new Fields().put("id", template).put("variables", variables))
                .json();
    }

    @Override
    protected HttpCall call(Route route, List<Parcel> parcels, List<byte[]> items, Settings settings) {
        HttpCall call = super.call(route, parcels, items, settings);
        if (!route.equals(MAILS)) {
            return call;
        }
        String id = parcels.get(0).messageId();
        boolean fits = id.length() <= LONGEST_KEY && id.matches("[\\x21-\\x7e]+");
        Map<String, String> headers = new HashMap<>(call.headers());
        headers.put("Idempotency-Key", fits ? id : Ids.hash(id));
        return new HttpCall(call.method(), call.uri(), headers, call.body(), call.timeout());
    }

    @Override
    public Optional<String> following() {
        return Optional.of("A contact that is not there (404) is made with POST /contacts");
    }

    /** A contact that is not there is made. */
    @Override
    public Optional<Shipment> next(Shipment sent, HttpAnswer answer, Settings settings) {
        if (answer.status() != 404 || !sent.call().method().equals("PATCH")) {
            return Optional.empty();
        }
        Incoming event = Incoming.of(sent.parcels().get(0));
        JsonObject segment = new Fields().put("id", settings.segmentId()).json();
        JsonValue segments = segment.isEmpty()
                ? null
                : JsonTree.JSON.createArrayBuilder().add(segment).build();
        JsonObject made = new Fields()
                .put("email", event.email())
                .all(details(event))
                .put("segments", segments)
                .json();
        return Optional.of(new Shipment(call(CONTACTS, JsonText.bytes(made), settings), sent.parcels()));
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        String name = String.valueOf(Paths.text(Replies.object(answer), "name"));
        return switch (name) {
            case "daily_quota_exceeded", "monthly_quota_exceeded" ->
                Statuses.all(shipment, Outcome.retry(answer.summary(), UNTIL_QUOTA));
            case "concurrent_idempotent_requests" -> Statuses.all(shipment, Statuses.later(answer, now));
            default -> Statuses.read(shipment, answer, now);
        };
    }

    /** Works with a key of full access only; one that may only send is told from a wrong one by its answer. */
    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(get("/domains", settings));
    }

    @Override
    public Optional<HttpCall> deletion(Who who, Settings settings) {
        return Optional.ofNullable(who.email())
                .map(email -> call(Route.of("DELETE", contact(email).path()), new byte[0], settings));
    }
}
