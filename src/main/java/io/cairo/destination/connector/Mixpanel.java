package io.cairo.destination.connector;

import io.cairo.base.JsonText;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.Bodies;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Fields;
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
 * Sends tracks, pages and screens to Mixpanel's import API, which takes old events too, and people and groups to their
 * profiles. An anonymous and a known person become one by {@code $device_id} and {@code $user_id} on their events (Simplified
 * ID Merge). An event more than an hour ahead is dated to when it is sent.
 *
 * @see <a href="https://developer.mixpanel.com/reference/import-events">Import Events</a>
 */
@ApplicationScoped
public class Mixpanel extends Vendor<Mixpanel.Settings> {
    static final Route ENGAGE = Route.post("/engage?ip=0&verbose=1");
    static final Route GROUPS = Route.post("/groups?verbose=1");
    static final Route ALIAS = Route.post("/track?ip=0&verbose=1");
    private static final String APPLICATION = "/api/app/";
    private static final int MOST_GROUPS = 200;

    /** How to reach a Mixpanel project. */
    public record Settings(
            @Doc("Token of the project") @Secret String projectToken,

            @Doc("API secret of the project; the older way to sign in") @Secret @Nullable
            String apiSecret,

            @Doc("User name of a service account") @Nullable String username,

            @Doc("Secret of the service account") @Secret @Nullable
            String secret,

            @Doc("Number of the project; needed with a service account") @Nullable
            String projectId,

            @Doc(
                    value = "Where the project's data is; us if left out",
                    allowed = {"us", "eu", "in"})
            @Nullable
            String region,

            @Doc(value = "Group key; $group_id if left out", min = 1, max = 100) @Nullable
            String groupKey,

            @Doc("Another address of the API: a proxy, a test server") @Nullable
            URI baseUrl) {

        public Settings {
            Checks.credential("project_token", projectToken);
            Checks.credential("api_secret", apiSecret);
            Checks.credential("username", username);
            Checks.credential("secret", secret);
            Checks.together("username", username, "secret", secret);
            Checks.together("username", username, "project_id", projectId);
            Checks.matches("project_id", projectId, "[0-9]{1,20}", "digits");
            Checks.base("base_url", baseUrl);
        }

        String group() {
            return Objects.requireNonNullElse(groupKey, "$group_id");
        }

        @Override
        public String toString() {
            return "mixpanel";
        }
    }

    public Mixpanel() {
        super("mixpanel", "Mixpanel", Settings.class, "https://developer.mixpanel.com/reference/import-events");
    }

    @Override
    protected URI base(Settings settings) {
        if (settings.baseUrl() != null) {
            return settings.baseUrl();
        }
        boolean elsewhere = settings.region() != null && !settings.region().equals("us");
        return URI.create("https://api" + (elsewhere ? "-" + settings.region() : "") + ".mixpanel.com");
    }

    /** The application that events are not sent to, but which knows who may. */
    @Override
    protected URI base(Route route, Settings settings) {
        if (settings.baseUrl() != null || !route.path().startsWith(APPLICATION)) {
            return base(settings);
        }
        boolean elsewhere = settings.region() != null && !settings.region().equals("us");
        return URI.create("https://" + (elsewhere ? settings.region() + "." : "") + "mixpanel.com");
    }

    @Override
    public List<URI> targets(Settings settings) {
        return List.of(base(settings), base(Route.post(APPLICATION), settings));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        if (settings.username() != null) {
            return Headers.basic(settings.username(), String.valueOf(settings.secret()));
        }
        return Headers.basic(Objects.requireNonNullElse(settings.apiSecret(), settings.projectToken()), "");
    }

    @Override
    protected Bound bound() {
        return new Bound(2000, 4_000_000, 1_000_000);
    }

    @Override
    protected Bound bound(Route route) {
        return route.equals(GROUPS) ? new Bound(MOST_GROUPS, 4_000_000, 1_000_000) : bound();
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        return new MixpanelEvent(event, settings, attempt).fit();
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        boolean imported = shipment.call().uri().getPath().endsWith("/import");
        JsonObject said = Replies.object(answer);
        if (imported && answer.status() == 400) {
            return partial(shipment, answer, said);
        }
        if (!answer.isSuccess()) {
            return Statuses.read(shipment, answer, now);
        }
        if (imported) {
            boolean believable = Paths.index(said, "code") == 200 || "OK".equals(Paths.text(said, "status"));
            return Statuses.all(shipment, believable ? Outcome.ok() : Statuses.unreadable(answer, now));
        }
        return Statuses.all(
                shipment,
                switch (Paths.index(said, "status")) {
                    case 1 -> Outcome.ok();
                    case 0 -> Statuses.refused(shipment.parcels().size(), answer);
                    default -> Statuses.unreadable(answer, now);
                });
    }

    /** The events that are not listed are in. */
    private static List<Outcome> partial(Shipment shipment, HttpAnswer answer, JsonObject said) {
        Map<Integer, String> reasons = new HashMap<>();
        for (JsonObject failed : Paths.objects(said, "failed_records")) {
            reasons.put(
                    Paths.index(failed, "index"),
                    "HTTP 400: %s: %s".formatted(Paths.text(failed, "field"), Paths.text(failed, "message")));
        }
        return Replies.rejecting(shipment, answer, reasons);
    }

    /** Asks the application who a service account is, or whether token and secret belong together; a token alone is only tried with an event. */
    @Override
    public Optional<HttpCall> probe(Settings settings) {
        if (settings.username() != null) {
            return Optional.of(get(APPLICATION + "me", settings));
        }
        JsonObject both = new Fields()
                .put("project_token", settings.projectToken())
                .put("api_secret", settings.apiSecret())
                .json();
        return settings.apiSecret() == null
                ? Optional.empty()
                : Optional.of(call(
                        Route.post(APPLICATION + "validate-project-credentials/"), JsonText.bytes(both), settings));
    }

    @Override
    public Optional<String> objection(HttpAnswer answer) {
        boolean good = answer.isSuccess() && "ok".equalsIgnoreCase(Paths.text(Replies.object(answer), "status"));
        return good ? Optional.empty() : Optional.of(answer.summary());
    }

    /** Deletes the profile; the events stay, for only the data deletion API of a person's own token removes them. */
    @Override
    public Optional<HttpCall> deletion(Who who, Settings settings) {
        if (who.userId() == null) {
            return Optional.empty();
        }
        JsonObject delete = new Fields()
                .put("$token", settings.projectToken())
                .put("$distinct_id", who.userId())
                .put("$delete", "")
                .put("$ignore_alias", false)
                .json();
        return Optional.of(call(ENGAGE, Bodies.array(List.of(Bodies.utf8(delete.toString()))), settings));
    }
}
