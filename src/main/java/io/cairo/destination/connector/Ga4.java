package io.cairo.destination.connector;

import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.kit.Bodies;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.Replies;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Vendor;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to a web stream of Google Analytics by the Measurement Protocol. Google says 204 to anything, also to a wrong
 * secret, so what it is known to throw away is refused here. A request is about one client, therefore events are put together
 * by client. Identify and alias have no counterpart there.
 *
 * @see <a href="https://developers.google.com/analytics/devguides/collection/protocol/ga4/sending-events">Measurement
 *     Protocol</a>
 */
@ApplicationScoped
public class Ga4 extends Vendor<Ga4.Settings> {

    /** How to reach a web stream. */
    public record Settings(
            @Doc("Measurement ID of the web stream: G-...") String measurementId,
            @Doc("API secret of the stream") @Secret String apiSecret,

            @Doc(
                    value = "eu keeps the data's way within the European Union; default if left out",
                    allowed = {"default", "eu"})
            @Nullable
            String region,

            @Doc(
                    value =
                            "What becomes of events older than the 72 hours that Google takes: refuse, or now to date them to"
                                    + " when they are sent; refuse if left out",
                    allowed = {"refuse", "now"})
            @Nullable
            String lateEvents,

            @Doc("Another address of the API: a proxy, a test server") @Nullable
            URI baseUrl) {

        public Settings {
            Checks.matches("measurement_id", measurementId, "G-[A-Za-z0-9]{1,40}", "G- and letters or digits");
            Checks.credential("api_secret", apiSecret);
            Checks.base("base_url", baseUrl);
        }

        @Override
        public String toString() {
            return "ga4";
        }
    }

    public Ga4() {
        super(
                "ga4",
                "Google Analytics 4",
                Settings.class,
                "https://developers.google.com/analytics/devguides/collection/protocol/ga4/sending-events");
    }

    @Override
    protected URI base(Settings settings) {
        String host = "eu".equals(settings.region()) ? "region1" : "www";
        return Objects.requireNonNullElseGet(
                settings.baseUrl(), () -> URI.create("https://" + host + ".google-analytics.com"));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Map.of();
    }

    @Override
    protected Bound bound() {
        return new Bound(25, 125_000, 100_000);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        return new Ga4Event(event, settings, attempt).fit();
    }

    /** Google's validation server: it tells what is wrong with an event and keeps nothing; but it takes any secret. */
    @Override
    public Optional<HttpCall> probe(Settings settings) {
        String event = "{\"client_id\":\"cairo.test\",\"events\":[{\"name\":\"cairo_test\",\"params\":{}}]}";
        return Optional.of(call(Route.post("/debug" + Ga4Event.route(settings).path()), Bodies.utf8(event), settings));
    }

    @Override
    public Optional<String> objection(HttpAnswer answer) {
        JsonObject said = Replies.object(answer);
        if (!answer.isSuccess() || !said.containsKey("validationMessages")) {
            return Optional.of(answer.summary());
        }
        return Paths.objects(said, "validationMessages").stream()
                .findFirst()
                .map(message ->
                        Replies.brief(Paths.text(message, "fieldPath") + ": " + Paths.text(message, "description")));
    }

    @Override
    protected byte[] body(Route route, List<byte[]> items, Settings settings) {
        String who = route.group().substring(0, route.group().length() - 1);
        return Bodies.around(who + ",\"events\":[", items, ",", "]}");
    }
}
