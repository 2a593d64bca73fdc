package io.cairo.destination.connector;

import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Forward;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.Replies;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Statuses;
import io.cairo.destination.kit.Vendor;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Forwards all six types to a Segment source. Segment says success to almost everything, also to a batch of more than 2500
 * events and to a workspace of the other region, so batches are kept far below that.
 *
 * @see <a href="https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/">HTTP Tracking API</a>
 */
@ApplicationScoped
public class Segment extends Vendor<Segment.Settings> {

    /** How to reach a Segment source. */
    public record Settings(
            @Doc("Write key of an HTTP API source") @Secret String writeKey,

            @Doc(
                    value =
                            "Region of the workspace; us if left out. With the wrong one Segment loses events in silence",
                    allowed = {"us", "eu"})
            @Nullable
            String region,

            @Doc("Another address of the API: a proxy, a test server") @Nullable
            URI baseUrl) {

        public Settings {
            Checks.credential("write_key", writeKey);
            Checks.base("base_url", baseUrl);
        }

        @Override
        public String toString() {
            return "segment";
        }
    }

    public Segment() {
        super(
                "segment",
                "Segment",
                Settings.class,
                "https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/");
    }

    @Override
    protected URI base(Settings settings) {
        String host = "eu".equals(settings.region()) ? "https://events.eu1.segmentapis.com" : "https://api.segment.io";
        return Objects.requireNonNullElseGet(settings.baseUrl(), () -> URI.create(host));
    }

    /** Where the settings of sources are; the same for all regions. */
    @Override
    protected URI base(Route route, Settings settings) {
        return route.equals(Forward.BATCH)
                ? base(settings)
                : Objects.requireNonNullElseGet(settings.baseUrl(), () -> URI.create("https://cdn.segment.com"));
    }

    @Override
    public List<URI> targets(Settings settings) {
        return List.of(base(settings), base(known(settings), settings));
    }

    private static Route known(Settings settings) {
        return Route.of("GET", "/v1/projects/" + Ids.encoded(settings.writeKey()) + "/settings");
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Forward.headers(settings.writeKey());
    }

    @Override
    protected Bound bound() {
        return new Bound(500, 490_000, 32_000);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        return Forward.fit(event);
    }

    @Override
    protected byte[] body(Route route, List<byte[]> items, Settings settings) {
        return Forward.body(items);
    }

    /** What a browser asks first; Segment has nothing to answer for a key that it does not know. */
    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(get(known(settings).path(), settings));
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        boolean doubtful = answer.isSuccess() && !Paths.isTrue(Replies.object(answer), "success");
        return doubtful
                ? Statuses.all(shipment, Statuses.unreadable(answer, now))
                : Statuses.read(shipment, answer, now);
    }
}
