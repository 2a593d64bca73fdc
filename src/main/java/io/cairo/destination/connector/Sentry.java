package io.cairo.destination.connector;

import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.base.Times;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.Bodies;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Statuses;
import io.cairo.destination.kit.Vendor;
import io.cairo.destination.kit.Wanted;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends errors to Sentry, one to an envelope: tracks that are named so. It has no use for other events. The event's id is made
 * of the message id, so Sentry keeps an error that is sent again once.
 *
 * @see <a href="https://develop.sentry.dev/sdk/data-model/envelopes/">Envelopes</a>
 */
@ApplicationScoped
public class Sentry extends Vendor<Sentry.Settings> {
    private static final Pattern DSN = Pattern.compile(
            "(https?)://([A-Za-z0-9]{1,64})(?::[A-Za-z0-9]{1,64})?@([^/?#@\\s]{1,253})((?:/[A-Za-z0-9._~-]{1,100}){0,5})/(\\d{1,20})/?");
    private static final Pattern LIMIT = Pattern.compile("\\s*(\\d{1,9}):([a-z_;]*)(?::.*)?");
    private static final List<String> USUAL =
            List.of("cairo.error.captured", "agent.error", "agent.error.captured", "$exception");
    private static final Set<String> LEVELS = Set.of("fatal", "error", "warning", "info", "debug");
    private static final Duration UNSAID = Duration.ofMinutes(1);

    /** How to reach a Sentry project. */
    public record Settings(
            @Doc("DSN of the project, https://key@host/number; it names the region or your own server") @Secret
            String dsn,

            @Doc("Which tracks are errors; a name may end with *. Left out: Cairo's own, agent.error, $exception")
            @Nullable
            List<String> events,

            @Doc(value = "Environment of events that name none", min = 1, max = 64) @Nullable
            String environment,

            @Doc(value = "Release of events that name none", min = 1, max = 200) @Nullable
            String release) {

        public Settings {
            if (!DSN.matcher(dsn).matches()) {
                throw Problem.invalid("dsn", "must be https://key@host/number, as the project's settings show it");
            }
        }

        private String part(int group) {
            Matcher matcher = DSN.matcher(dsn);
            return matcher.matches() ? matcher.group(group) : "";
        }

        @Override
        public String toString() {
            return "sentry";
        }
    }

    public Sentry() {
        super("sentry", "Sentry", Settings.class, "https://develop.sentry.dev/sdk/data-model/envelopes/");
    }

    @Override
    protected URI base(Settings settings) {
        return URI.create(settings.part(1) + "://" + settings.part(3) + settings.part(4));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Map.of(
                "X-Sentry-Auth", "Sentry sentry_version=7, sentry_client=cairo/2.0, sentry_key=" + settings.part(2));
    }

    @Override
    protected String contentType(Route route) {
        return "application/x-sentry-envelope";
    }

    @Override
    protected Bound bound() {
        return new Bound(1, 1_000_000, 1_000_000);
    }

    private static Route envelopes(Settings settings) {
        return Route.post("/api/" + settings.part(5) + "/envelope/");
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        List<String> wanted = Objects.requireNonNullElse(settings.events(), USUAL);
        return event.is("track") && Wanted.is(event.name(), wanted)
                ? Fit.to(envelopes(settings), envelope(event, settings, attempt))
                : Fit.filtered();
    }

    private static byte[] envelope(Incoming event, Settings settings, Instant attempt) {
        String id = Ids.uuid(event.messageId()).replace("-", "");
        byte[] payload = JsonText.bytes(error(event, id, settings, attempt));
        JsonObject head = new Fields()
                .put("event_id", id)
                .put("sent_at", Times.written(attempt))
                .json();
        JsonObject item = new Fields()
                .put("type", "event")
                .put("length", payload.length)
                .put("content_type", "application/json")
                .json();
        return Bodies.lines(List.of(JsonText.bytes(head), JsonText.bytes(item), payload));
    }

    private static JsonObject error(Incoming event, String id, Settings settings, Instant attempt) {
        JsonObject properties = event.properties();
        String environment = first(event, "environment");
        String release = first(event, "release");
        return new Fields()
                .put("event_id", id)
                .put("timestamp", Times.written(event.at(attempt)))
                .put("platform", "other")
                .put("level", level(properties))
                .put("logger", "cairo")
                .put("environment", environment == null ? settings.environment() : environment)
                .put("release", release == null ? settings.release() : release)
                .put("exception", new Fields().put("values", values(event)))
                .put("user", user(event))
                .put(
                        "tags",
                        new Fields().put("message_id", cut(event.messageId())).put("event", cut(event.name())))
                .put("extra", properties)
                .put("contexts", new Fields().put("cairo", event.context()))
                .json();
    }

    private static JsonArray values(Incoming event) {
        String type = first(event, "error_type", "$exception_type", "type", "name");
        String value = first(event, "error_message", "$exception_message", "message", "error");
        JsonObject exception = new Fields()
                .put("type", type == null ? event.name() : type)
                .put("value", value)
                .put("mechanism", new Fields().put("type", "generic").put("handled", true))
                .json();
        return JsonTree.JSON.createArrayBuilder().add(exception).build();
    }

    private static Fields user(Incoming event) {
        return new Fields()
                .put("id", event.anyId())
                .put("email", event.email())
                .put("ip_address", event.text("context", "ip"));
    }

    private static String level(JsonObject properties) {
        String said = Paths.text(properties, "level");
        String level = said == null ? "error" : said.toLowerCase(Locale.ROOT);
        return LEVELS.contains(level) ? level : "error";
    }

    private static @Nullable String first(Incoming event, String... names) {
        for (String name : names) {
            String text = Paths.text(event.properties(), name);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** Sentry takes tags of 200 characters, on one line. */
    private static @Nullable String cut(@Nullable String tag) {
        String line = tag == null ? null : tag.replaceAll("\\p{Cntrl}", " ");
        return line == null ? null : Ids.within(190, line);
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        if (answer.status() != 429) {
            return Statuses.read(shipment, answer, now);
        }
        Duration wait = answer.retryAfter(now).or(() -> limit(answer)).orElse(UNSAID);
        return Statuses.all(shipment, Outcome.retry(answer.summary(), wait));
    }

    /** {@code 60:error;transaction:organization, 2700::key}: the first limit that holds for errors. */
    private static Optional<Duration> limit(HttpAnswer answer) {
        for (String said : answer.header("X-Sentry-Rate-Limits").orElse("").split(",", -1)) {
            Matcher limit = LIMIT.matcher(said);
            if (limit.matches() && List.of("", "error").stream().anyMatch(name -> holds(limit.group(2), name))) {
                return Optional.of(Duration.ofSeconds(Math.min(3600, Long.parseLong(limit.group(1)))));
            }
        }
        return Optional.empty();
    }

    private static boolean holds(String categories, String name) {
        return List.of(categories.split(";", -1)).contains(name);
    }

    /** An envelope with nothing in it. */
    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(call(envelopes(settings), Bodies.utf8("{}\n"), settings));
    }
}
