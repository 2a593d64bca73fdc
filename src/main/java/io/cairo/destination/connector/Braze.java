package io.cairo.destination.connector;

import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Times;
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
    private static final Route TRACK = Route.post("/users/track");
    private static final Route IDENTIFY = Route.post("/users/identify");
    private static final String ATTRIBUTES = "attributes";
    private static final String EVENTS = "events";
    private static final String PURCHASES = "purchases";
    private static final String ALIAS_LABEL = "cairo_anonymous_id";
    private static final int MOST_PRODUCTS = 50;
    private static final Map<String, String> STANDARD = Map.of(
            "firstName", "first_name",
            "lastName", "last_name",
            "birthday", "dob",
            "avatar", "image_url");

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
        if (event.is("group")) {
            return Fit.filtered();
        }
        if (event.is("alias")) {
            return alias(event);
        }
        JsonObject who = who(event, settings);
        if (who.isEmpty()) {
            return Fit.refused("has neither a user id, an email nor an anonymous id");
        }
        if (event.is("identify")) {
            return Fit.to(TRACK.grouped(ATTRIBUTES), attributes(event, who));
        }
        if (event.happening() == null) {
            return Fit.refused("has no event name");
        }
        List<JsonObject> products = products(event);
        return products.isEmpty()
                ? Fit.to(TRACK.grouped(EVENTS), happened(event, who, settings, attempt))
                : Fit.to(TRACK.grouped(PURCHASES), purchases(event, products, who, settings, attempt));
    }

    private static JsonObject who(Incoming event, Settings settings) {
        Fields who = new Fields();
        if (event.userId() != null) {
            who.put("external_id", event.userId());
        } else if (event.anonymousId() != null) {
            who.put("user_alias", alias(event.anonymousId()));
        } else if (event.email() != null) {
            who.put("email", event.email());
        } else {
            return who.json();
        }
        boolean only = Boolean.TRUE.equals(settings.updateExistingOnly());
        return who.put("_update_existing_only", only).json();
    }

    private static Fields alias(String name) {
        return new Fields().put("alias_name", name).put("alias_label", ALIAS_LABEL);
    }

    private static JsonObject attributes(Incoming event, JsonObject who) {
        Fields attributes = new Fields();
        event.traits().forEach((name, value) -> attributes.keep(STANDARD.getOrDefault(name, name), value));
        Paths.object(event.traits(), "address").forEach((name, value) -> {
            switch (name) {
                case "city" -> attributes.put("home_city", value);
                case "country" -> attributes.put("country", value);
                default -> {}
            }
        });
        return attributes.all(who).json();
    }

    private static JsonObject happened(Incoming event, JsonObject who, Settings settings, Instant attempt) {
        return new Fields()
                .all(who)
                .put("app_id", settings.appId())
                .put("name", event.happening())
                .put("time", Times.written(event.at(attempt)))
                .put("properties", event.properties())
                .json();
    }

    /** The products that an order sold, each with an id and a price; of another event none. */
    private static List<JsonObject> products(Incoming event) {
        return event.is("track") && "Order Completed".equals(event.name())
                ? Paths.objects(event.properties(), "products").stream()
                        .filter(product -> productId(product) != null
                                && Paths.number(product, "price").isPresent())
                        .limit(MOST_PRODUCTS)
                        .toList()
                : List.of();
    }

    private static @Nullable String productId(JsonObject product) {
        String id = Paths.text(product, "product_id");
        return id == null ? Paths.text(product, "sku") : id;
    }

    private static byte[] purchases(
            Incoming event, List<JsonObject> products, JsonObject who, Settings settings, Instant attempt) {
        String currency = Paths.text(event.properties(), "currency");
        List<byte[]> purchases = new ArrayList<>();
        for (JsonObject product : products) {
            int quantity = Paths.index(product, "quantity");
            purchases.add(JsonText.bytes(new Fields()
                    .all(who)
                    .put("app_id", settings.appId())
                    .put("product_id", productId(product))
                    .put("currency", currency == null ? "USD" : currency)
                    .put(
                            "price",
                            JsonTree.JSON.createValue(
                                    Paths.number(product, "price").orElse(0)))
                    .put("quantity", Math.max(1, Math.min(100, quantity)))
                    .put("time", Times.written(event.at(attempt)))
                    .put("properties", new Fields().put("order_id", event.text("properties", "order_id")))
                    .json()));
        }
        return Bodies.around("", purchases, ",", "");
    }

    private static Fit alias(Incoming event) {
        if (event.userId() == null || event.previousId() == null) {
            return Fit.refused("has no user id or no previous id");
        }
        return Fit.to(
                IDENTIFY,
                new Fields()
                        .put("external_id", event.userId())
                        .put("user_alias", alias(event.previousId()))
                        .json());
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
            int objects = sold ? products(Incoming.of(parcel)).size() : 1;
            owners.addAll(Collections.nCopies(objects, shipment.parcels().indexOf(parcel)));
        }
        return owners;
    }

    /** Tracks nothing, which a good key is told is too little; Braze has no other question that every key may ask. */
    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(call(TRACK, Bodies.utf8("{\"attributes\":[],\"events\":[],\"purchases\":[]}"), settings));
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
