package io.cairo.destination.connector;

import io.cairo.base.JsonTree;
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
import io.cairo.destination.kit.Ids;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to Amplitude's batch API, aliases to its user mapping. Amplitude refuses a request as a whole if one event is
 * wrong, so that what it is known to refuse is not sent; a refused request is halved until the wrong event is alone.
 *
 * @see <a href="https://amplitude.com/docs/apis/analytics/batch-event-upload">Batch Event Upload API</a>
 */
@ApplicationScoped
public class Amplitude extends Vendor<Amplitude.Settings> {
    static final Route BATCH = Route.post("/batch");
    private static final Route DELETION = Route.post("/api/2/deletions/users");
    static final Route ALIAS = Route.post("/usermap");
    private static final Duration THROTTLED = Duration.ofSeconds(30);
    private static final Duration OVER_QUOTA = Duration.ofHours(1);

    /** How to reach an Amplitude project. */
    public record Settings(
            @Doc("API key of the project") @Secret String apiKey,

            @Doc("Secret key of the project; only needed to delete people") @Secret @Nullable
            String secretKey,

            @Doc(
                    value = "Where the project's data is; us if left out",
                    allowed = {"us", "eu"})
            @Nullable
            String region,

            @Doc(value = "The fewest characters of a user or device id; 1 if left out", min = 1, max = 64) @Nullable
            Integer minIdLength,

            @Doc(value = "What groups are; company if left out", min = 1, max = 100) @Nullable
            String groupType,

            @Doc("Another address of the API: a proxy, a test server") @Nullable
            URI baseUrl) {

        public Settings {
            Checks.credential("api_key", apiKey);
            Checks.credential("secret_key", secretKey);
            Checks.base("base_url", baseUrl);
        }

        String groups() {
            return Objects.requireNonNullElse(groupType, "company");
        }

        int shortest() {
            return Objects.requireNonNullElse(minIdLength, 1);
        }

        URI at(String us, String eu) {
            return Objects.requireNonNullElseGet(baseUrl, () -> URI.create("eu".equals(region) ? eu : us));
        }

        @Override
        public String toString() {
            return "amplitude";
        }
    }

    public Amplitude() {
        super("amplitude", "Amplitude", Settings.class, "https://amplitude.com/docs/apis/analytics/batch-event-upload");
    }

    @Override
    protected URI base(Settings settings) {
        return settings.at("https://api2.amplitude.com", "https://api.eu.amplitude.com");
    }

    @Override
    protected URI base(Route route, Settings settings) {
        return switch (route.path()) {
            case "/usermap" -> settings.at("https://api.amplitude.com", "https://api.eu.amplitude.com");
            case "/batch" -> base(settings);
            default -> settings.at("https://amplitude.com", "https://analytics.eu.amplitude.com");
        };
    }

    @Override
    public List<URI> targets(Settings settings) {
        return List.of(base(settings), base(ALIAS, settings), base(DELETION, settings));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Map.of();
    }

    /** Half of what is allowed: a group is two events. */
    @Override
    protected Bound bound() {
        return new Bound(1000, 4_000_000, 1_000_000);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        return new AmplitudeEvent(event, settings, attempt).fit();
    }

    @Override
    protected byte[] body(Route route, List<byte[]> items, Settings settings) {
        if (route.equals(ALIAS)) {
            String mapping = new String(Bodies.array(items), StandardCharsets.UTF_8);
            return Bodies.utf8("api_key=" + Ids.encoded(settings.apiKey()) + "&mapping=" + Ids.encoded(mapping));
        }
        String key = JsonTree.JSON.createValue(settings.apiKey()).toString();
        String options = ",\"options\":{\"min_id_length\":" + settings.shortest() + "}}";
        return Bodies.around("{\"api_key\":" + key + ",\"events\":[", items, ",", "]" + options);
    }

    @Override
    protected String contentType(Route route) {
        return route.equals(ALIAS) ? "application/x-www-form-urlencoded" : "application/json";
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        JsonObject said = Replies.object(answer);
        if (answer.status() == 400 && answer.body().toLowerCase(Locale.ROOT).contains("api key")) {
            return Statuses.all(shipment, Outcome.auth("HTTP 400: Amplitude does not know the API key"));
        }
        if (answer.status() == 429) {
            return shipment.parcels().stream()
                    .map(parcel -> throttled(parcel, said, answer, now))
                    .toList();
        }
        return Statuses.read(shipment, answer, now);
    }

    /** Nothing was taken. Those who sent too much wait longer than the others. */
    private static Outcome throttled(Parcel parcel, JsonObject said, HttpAnswer answer, Instant now) {
        Incoming event = Incoming.of(parcel);
        if (names(said, "exceeded_daily_quota", event)) {
            return Outcome.retry("HTTP 429: over the daily quota of one user or device", OVER_QUOTA);
        }
        return names(said, "throttled", event)
                ? Outcome.retry("HTTP 429: too many events of one user or device", THROTTLED)
                : Statuses.later(answer, now);
    }

    private static boolean names(JsonObject said, String what, Incoming event) {
        return Paths.object(said, what + "_users").containsKey(String.valueOf(event.userId()))
                || Paths.object(said, what + "_devices").containsKey(String.valueOf(AmplitudeEvent.device(event)));
    }

    /** Looks for a person who is not there, which takes both keys; the API key alone can only be tried with an event. */
    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return signed(get("/api/2/usersearch?user=cairo-test", settings), settings);
    }

    private static Optional<HttpCall> signed(HttpCall call, Settings settings) {
        return Optional.ofNullable(settings.secretKey())
                .map(secret -> Headers.basic(settings.apiKey(), secret).get("Authorization"))
                .map(both -> call.with("Authorization", both));
    }

    /** Deletes take up to 30 days there. */
    @Override
    public Optional<HttpCall> deletion(Who who, Settings settings) {
        if (who.userId() == null) {
            return Optional.empty();
        }
        JsonObject body = new Fields()
                .put(
                        "user_ids",
                        JsonTree.JSON.createArrayBuilder().add(who.userId()).build())
                .put("ignore_invalid_id", "True")
                .json();
        return signed(call(DELETION, Bodies.utf8(body.toString()), settings), settings);
    }
}
