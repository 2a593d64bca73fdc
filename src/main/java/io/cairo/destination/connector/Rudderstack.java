package io.cairo.destination.connector;

import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Forward;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Vendor;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Forwards all six types to a RudderStack data plane.
 *
 * @see <a href="https://www.rudderstack.com/docs/api/http-api/">HTTP API</a>
 */
@ApplicationScoped
public class Rudderstack extends Vendor<Rudderstack.Settings> {

    /** How to reach a data plane. */
    public record Settings(
            @Doc("Address of the data plane") URI dataPlaneUrl,
            @Doc("Write key of an HTTP source") @Secret String writeKey) {

        public Settings {
            Checks.base("data_plane_url", dataPlaneUrl);
            Checks.credential("write_key", writeKey);
        }

        @Override
        public String toString() {
            return "rudderstack";
        }
    }

    public Rudderstack() {
        super("rudderstack", "RudderStack", Settings.class, "https://www.rudderstack.com/docs/api/http-api/");
    }

    @Override
    protected URI base(Settings settings) {
        return settings.dataPlaneUrl();
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Forward.headers(settings.writeKey());
    }

    @Override
    protected Bound bound() {
        return new Bound(500, 3_900_000, 32_000);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        return Forward.fit(event);
    }

    @Override
    protected byte[] body(Route route, List<byte[]> items, Settings settings) {
        return Forward.body(items);
    }
}
