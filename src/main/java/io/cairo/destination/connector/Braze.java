package io.cairo.destination.connector;

import io.cairo.base.JsonText;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends people, events and purchases to Braze. Braze knows no idempotency key: events whose answer is lost are counted twice.
 * What it refuses it lists in an answer of success. Groups have no counterpart there.
 *
 * @see <a href="https://www.braze.com/docs/api/endpoints/user_data/post_user_track/">Track users</a>
 */
@ApplicationScoped
public class Braze extends Vendor<Braze.Settings> {
    static final String PURCHASES = "purchases";

    /** How to reach an app group. */
    public record Settings(
            @Doc("REST API key that may call users.track and users.identify") @Secret
            String apiKey,

            @Doc("REST endpoint of the instance; https://rest.iad-01.braze.com if left out") @Nullable
            URI restEndpoint,

            @Doc("App identifier that events are counted for") @Nullable
            String appId,

            @Doc("true to change people only, never to make them") @Nullable
            Boolean updateExistingOnly) {

        public Settings {
            Checks.credential("api_key", apiKey);
            Checks.base("rest_endpoint", restEndpoint);
        }

        @Override
        public String toString() {
            return "braze";
        }
    }

    public Braze() {
        super("braze", "Braze", Settings.class, "https://www.braze.com/docs/api/endpoints/user_data/post_user_track/");
    }

    @Override
    protected URI base(Settings settings) {
        return Objects.requireNonNullElse(settings.restEndpoint(), URI.create("https://rest.iad-01.braze.com"));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Headers.bearer(settings.apiKey());
    }

    /** Of 75 that are allowed; some plans allow 50. */
    @Override
    protected Bound bound() {
        return new Bound(50, 3_900_000, 100_000);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        return new BrazeEvent(event, settings, attempt).fit();
    }

    @Override
    protected byte[] body(Route route, List<byte[]> items, Settings settings) {
        String name = route.group().isEmpty() ? "aliases_to_identify" : route.group();
        return Bodies.around("{\"" + name + "\":[", items, ",", "]}");
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        if (!answer.isSuccess()) {
            return Statuses.read(shipment, answer, now);
        }
        JsonObject said = Replies.object(answer);
        List<JsonObject> errors = Paths.objects(said, "errors");
        if (!said.containsKey("message")) {
            return Statuses.all(shipment, Statuses.unreadable(answer, now));
        }
        boolean success = "success".equals(Paths.text(said, "message"));
        if (errors.isEmpty() || !success) {
            return Statuses.all(
                    shipment,
                    success ? Outcome.ok() : Statuses.refused(shipment.parcels().size(), answer));
        }
        List<Integer> owners = owners(shipment);
        Map<Integer, String> reasons = new HashMap<>();
        for (JsonObject error : errors) {
            int index = Paths.index(error, "index");
            int owner = index >= 0 && index < owners.size() ? owners.get(index) : -1;
            reasons.put(owner, "HTTP %d: %s".formatted(answer.status(), Paths.text(error, "type")));
        }
        return Replies.rejecting(shipment, answer, reasons);
    }

    /** For each object sent, the place of its event: an order is several purchases. */
    private static List<Integer> owners(Shipment shipment) {
        boolean sold = Replies.sent(shipment).containsKey(PURCHASES);
        List<Integer> owners = new ArrayList<>();
        for (Parcel parcel : shipment.parcels()) {
            int objects = sold ? BrazeEvent.products(Incoming.of(parcel)).size() : 1;
            owners.addAll(Collections.nCopies(objects, shipment.parcels().indexOf(parcel)));
        }
        return owners;
    }

    /** Tracks nothing, which a good key is told is too little; Braze has no other question that every key may ask. */
    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(
                call(BrazeEvent.TRACK, Bodies.utf8("{\"attributes\":[],\"events\":[],\"purchases\":[]}"), settings));
    }

    @Override
    public Optional<String> objection(HttpAnswer answer) {
        boolean let = answer.isSuccess() || answer.status() == 400;
        String said = String.valueOf(Paths.text(Replies.object(answer), "message"));
        return let && (said.equals("success") || said.startsWith("Valid data must be provided"))
                ? Optional.empty()
                : Optional.of(answer.summary());
    }

    @Override
    public Optional<HttpCall> deletion(Who who, Settings settings) {
        if (who.userId() == null) {
            return Optional.empty();
        }
        byte[] ids = JsonText.bytes(new Fields()
                .put(
                        "external_ids",
                        JsonTree.JSON.createArrayBuilder().add(who.userId()).build())
                .json());
        return Optional.of(call(Route.post("/users/delete"), ids, settings));
    }
}
