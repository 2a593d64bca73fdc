package io.cairo.destination.connector;

import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Flat;
import io.cairo.destination.kit.Headers;
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
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps people (by email) and companies (by domain) in Attio, and writes what people did as notes, if that is wanted: the
 * person is kept first, then noted upon. A note whose answer is lost is written twice. Attributes must exist in Attio, so only
 * the standard ones and those that the settings name are sent. Aliases have no counterpart there.
 *
 * @see <a href="https://docs.attio.com/rest-api/endpoint-reference/records/assert-a-record">Assert a record</a>
 */
@ApplicationScoped
public class Attio extends Vendor<Attio.Settings> {
    private static final Route PEOPLE =
            Route.of("PUT", "/v2/objects/people/records?matching_attribute=email_addresses");
    private static final Route COMPANIES = Route.of("PUT", "/v2/objects/companies/records?matching_attribute=domains");
    private static final Route NOTES = Route.post("/v2/notes");
    private static final int MOST_LINES = 20;

    /** How to reach a workspace. */
    public record Settings(
            @Doc("Access token of the workspace") @Secret String accessToken,

            @Doc("Traits by name and the attributes of people that take them, beside email and name") @Nullable
            JsonObject personAttributes,

            @Doc("Group traits by name and the attributes of companies that take them, beside domain and name")
            @Nullable
            JsonObject companyAttributes,

            @Doc("Tracks to write as notes on the person, by name; none if left out") @Nullable
            List<String> noteEvents,

            @Doc("Another address of the API: a proxy, a test server") @Nullable
            URI baseUrl) {

        public Settings {
            Checks.credential("access_token", accessToken);
            Checks.names("person_attributes", personAttributes);
            Checks.names("company_attributes", companyAttributes);
            Checks.base("base_url", baseUrl);
        }

        @Override
        public String toString() {
            return "attio";
        }
    }

    public Attio() {
        super(
                "attio",
                "Attio",
                Settings.class,
                "https://docs.attio.com/rest-api/endpoint-reference/records/assert-a-record");
    }

    @Override
    protected URI base(Settings settings) {
        return Objects.requireNonNullElse(settings.baseUrl(), URI.create("https://api.attio.com"));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Headers.bearer(settings.accessToken());
    }

    @Override
    protected Bound bound() {
        return new Bound(1, 200_000, 200_000);
    }

    @Override
    protected Rate rate() {
        return Rate.ofRequests(25);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        boolean noted = event.is("track")
                && settings.noteEvents() != null
                && settings.noteEvents().contains(String.valueOf(event.name()));
        String email = event.email();
        if (event.is("group")) {
            return company(event, settings);
        }
        if (email == null || !(noted || event.is("identify"))) {
            return Fit.filtered();
        }
        return Fit.to(PEOPLE, person(event, email, settings));
    }

    private static JsonObject person(Incoming event, String email, Settings settings) {
        Fields values = new Fields().put("email_addresses", list(email)).put("name", name(event.traits()));
        return record(
                values,
                event.is("identify") ? event.traits() : JsonValue.EMPTY_JSON_OBJECT,
                settings.personAttributes());
    }

    /** Attio takes a name whole or not at all. */
    private static @Nullable JsonArray name(JsonObject traits) {
        String first = Paths.text(traits, "firstName");
        String last = Paths.text(traits, "lastName");
        if (first == null || last == null) {
            return null;
        }
        JsonObject name = new Fields()
                .put("first_name", first)
                .put("last_name", last)
                .put("full_name", first + " " + last)
                .json();
        return JsonTree.JSON.createArrayBuilder().add(name).build();
    }

    private static Fit company(Incoming event, Settings settings) {
        String domain = domain(event);
        if (domain == null) {
            return Fit.filtered();
        }
        Fields values = new Fields().put("domains", list(domain)).put("name", Paths.text(event.traits(), "name"));
        return Fit.to(COMPANIES, record(values, event.traits(), settings.companyAttributes()));
    }

    /** Of the traits domain and website, or a group id that is one. */
    private static @Nullable String domain(Incoming event) {
        String[] candidates = {
            Paths.text(event.traits(), "domain"), Paths.text(event.traits(), "website"), event.groupId()
        };
        for (String candidate : candidates) {
            String plain = candidate == null
                    ? ""
                    : candidate.toLowerCase(Locale.ROOT).replaceAll("^https?://(www\\.)?|[/?#].*$", "");
            if (plain.matches("[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})*\\.[a-z]{2,24}")) {
                return plain;
            }
        }
        return null;
    }

    private static JsonObject record(Fields values, JsonObject traits, @Nullable JsonObject attributes) {
        if (attributes != null) {
            Flat.of(traits, ".").forEach((name, value) -> {
                if (attributes.get(name) instanceof JsonString attribute) {
                    values.put(attribute.getString(), value);
                }
            });
        }
        return new Fields().put("data", new Fields().put("values", values)).json();
    }

    private static JsonArray list(String value) {
        return JsonTree.JSON.createArrayBuilder().add(value).build();
    }

    @Override
    public Optional<String> following() {
        return Optional.of("Upon the record that the first answer names, a track becomes a note");
    }

    /** The note upon the person that is there now. */
    @Override
    public Optional<Shipment> next(Shipment sent, HttpAnswer answer, Settings settings) {
        Incoming event = Incoming.of(sent.parcels().get(0));
        String person = Paths.text(Replies.object(answer), "data", "id", "record_id");
        boolean kept = answer.isSuccess() && !sent.call().uri().getPath().endsWith(NOTES.path());
        if (!kept || person == null || !event.is("track")) {
            return Optional.empty();
        }
        String content = Flat.of(event.properties(), ".").entrySet().stream()
                .limit(MOST_LINES)
                .map(property -> property.getKey() + ": " + Flat.text(property.getValue()))
                .collect(Collectors.joining("\n"));
        JsonObject note = new Fields()
                .put("parent_object", "people")
                .put("parent_record_id", person)
                .put("title", event.name())
                .put("format", "plaintext")
                .put("content", content)
                .json();
        byte[] body = JsonText.bytes(new Fields().put("data", note).json());
        return Optional.of(new Shipment(call(NOTES, body, settings), sent.parcels()));
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        boolean doubtful = answer.isSuccess() && !Replies.object(answer).containsKey("data");
        boolean halfway = answer.isSuccess()
                && shipment.parcels().get(0).type().equals("track")
                && !shipment.call().uri().getPath().endsWith(NOTES.path());
        return doubtful || halfway
                ? Statuses.all(shipment, Statuses.unreadable(answer, now))
                : Statuses.read(shipment, answer, now);
    }

    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(get("/v2/self", settings));
    }
}
