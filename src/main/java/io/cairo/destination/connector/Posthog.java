package io.cairo.destination.connector;

import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Times;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.Bodies;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Renames;
import io.cairo.destination.kit.Replies;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Statuses;
import io.cairo.destination.kit.Vendor;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends all six types to PostHog's batch capture. PostHog refuses a batch as a whole if one event is wrong, cuts long ids and
 * hides events from the future, so that ids over 200 characters are refused here and later times become the time of sending.
 *
 * @see <a href="https://posthog.com/docs/api/capture">Capture API</a>
 */
@ApplicationScoped
public class Posthog extends Vendor<Posthog.Settings> {
    private static final Route BATCH = Route.post("/batch/");
    private static final int LONGEST_ID = 200;
    private static final Duration AHEAD = Duration.ofHours(23);

    /** How to reach a PostHog project. */
    public record Settings(
            @Doc("Project API key: phc_...") @Secret String apiKey,

            @Doc("Address of PostHog; https://us.i.posthog.com if left out; https://eu.i.posthog.com, or your own")
            @Nullable
            URI baseUrl,

            @Doc(value = "What groups are; company if left out", min = 1, max = 100) @Nullable
            String groupType,

            @Doc(
                    value = "Of whom profiles are kept; always if left out",
                    allowed = {"always", "identified_only"})
            @Nullable
            String personProfiles,

            @Doc("true for events of the past that shall not trigger anything") @Nullable
            Boolean historicalMigration) {

        public Settings {
            Checks.credential("api_key", apiKey);
            Checks.base("base_url", baseUrl);
        }

        String groups() {
            return Objects.requireNonNullElse(groupType, "company");
        }

        @Override
        public String toString() {
            return "posthog";
        }
    }

    public Posthog() {
        super("posthog", "PostHog", Settings.class, "https://posthog.com/docs/api/capture");
    }

    /** The original's {@code host}, whose default is an address that no longer takes events. */
    @Override
    public JsonObject renamed(JsonObject config) {
        return Renames.of(config, Map.of("host", "base_url"));
    }

    @Override
    protected URI base(Settings settings) {
        return Objects.requireNonNullElse(settings.baseUrl(), URI.create("https://us.i.posthog.com"));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Map.of();
    }

    @Override
    protected Bound bound() {
        return new Bound(1000, 4_000_000, 900_000);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        String id =
                event.is("group") && event.anyId() == null ? settings.groups() + "_" + event.groupId() : event.anyId();
        if (id == null) {
            return Fit.refused("has neither a user id nor an anonymous id");
        }
        if (id.length() > LONGEST_ID) {
            return Fit.refused("has an id of more than 200 characters, which PostHog cuts");
        }
        return switch (event.type()) {
            case "page" -> sent(event, "$pageview", id, page(event), settings, attempt);
            case "screen" ->
                sent(event, "$screen", id, new Fields().put("$screen_name", event.name()), settings, attempt);
            case "identify" -> sent(event, "$identify", id, identify(event), settings, attempt);
            case "group" -> group(event, id, settings, attempt);
            case "alias" -> alias(event, id, settings, attempt);
            default ->
                event.name() == null
                        ? Fit.refused("has no event name")
                        : sent(event, event.name(), id, new Fields(), settings, attempt);
        };
    }

    private static Fields page(Incoming event) {
        return new Fields()
                .put("$current_url", event.text("properties", "url"))
                .put("$referrer", event.text("properties", "referrer"))
                .put("$pathname", event.text("properties", "path"))
                .put("title", event.text("properties", "title"));
    }

    private static Fields identify(Incoming event) {
        String anonymous = event.userId() == null ? null : event.anonymousId();
        return new Fields().put("$set", event.traits()).put("$anon_distinct_id", anonymous);
    }

    private static Fit group(Incoming event, String id, Settings settings, Instant attempt) {
        if (event.groupId() == null) {
            return Fit.refused("has no group id");
        }
        Fields group = new Fields()
                .put("$group_type", settings.groups())
                .put("$group_key", event.groupId())
                .put("$group_set", event.traits())
                .put("$groups", new Fields().put(settings.groups(), event.groupId()));
        return sent(event, "$groupidentify", id, group, settings, attempt);
    }

    private static Fit alias(Incoming event, String id, Settings settings, Instant attempt) {
        return event.userId() == null || event.previousId() == null
                ? Fit.refused("has no user id or no previous id")
                : sent(event, "$create_alias", id, new Fields().put("alias", event.previousId()), settings, attempt);
    }

    private static Fit sent(Incoming event, String name, String id, Fields own, Settings settings, Instant attempt) {
        boolean nobody = event.userId() == null && "identified_only".equals(settings.personProfiles());
        String group = event.text("context", "groupId");
        Fields properties = new Fields()
                .put("$current_url", event.text("context", "page", "url"))
                .put("$referrer", event.text("context", "page", "referrer"))
                .put("$os", event.text("context", "os", "name"))
                .put("$app_version", event.text("context", "app", "version"))
                .put("$groups", new Fields().put(settings.groups(), group))
                .all(event.properties())
                .put("$ip", event.text("context", "ip"))
                .put("$lib", "cairo")
                .all(own.json());
        if (nobody) {
            properties.put("$process_person_profile", false);
        }
        Instant at = event.at(attempt);
        return Fit.to(
                BATCH,
                new Fields()
                        .put("event", name)
                        .put("distinct_id", id)
                        .put("timestamp", Times.written(at.isAfter(attempt.plus(AHEAD)) ? attempt : at))
                        .put("uuid", Ids.uuid(event.messageId()))
                        .put("properties", properties)
                        .json());
    }

    @Override
    protected byte[] body(Route route, List<byte[]> items, Settings settings) {
        String key = JsonTree.JSON.createValue(settings.apiKey()).toString();
        boolean historical = Boolean.TRUE.equals(settings.historicalMigration());
        return Bodies.around(
                "{\"api_key\":" + key + ",\"historical_migration\":" + historical + ",\"batch\":[", items, ",", "]}");
    }

    /** Asks for feature flags of nobody, which tells a wrong key from a right one; capturing does so only with an event. */
    @Override
    public Optional<HttpCall> probe(Settings settings) {
        JsonObject asked = new Fields()
                .put("api_key", settings.apiKey())
                .put("distinct_id", "cairo-test")
                .json();
        return Optional.of(call(Route.post("/flags/?v=2"), JsonText.bytes(asked), settings));
    }

    /** Over the billing limit PostHog says 200, names what it throws away, and takes nothing. */
    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        if (!answer.isSuccess()) {
            return Statuses.read(shipment, answer, now);
        }
        JsonObject said = Replies.object(answer);
        if (said.containsKey("quota_limited")) {
            return Statuses.all(shipment, Outcome.auth("PostHog drops events over the billing limit; raise it"));
        }
        return Statuses.all(shipment, said.containsKey("status") ? Outcome.ok() : Statuses.unreadable(answer, now));
    }
}
