package io.cairo.destination.connector;

import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Times;
import io.cairo.destination.kit.Bodies;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.Route;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an event becomes at Braze: a person's attributes, an event, purchases, or an alias that is identified. */
record BrazeEvent(Incoming event, Braze.Settings settings, Instant attempt) {
    static final Route TRACK = Route.post("/users/track");
    private static final Route IDENTIFY = Route.post("/users/identify");
    private static final String ATTRIBUTES = "attributes";
    private static final String EVENTS = "events";
    private static final String ALIAS_LABEL = "cairo_anonymous_id";
    private static final int MOST_PRODUCTS = 50;
    private static final Map<String, String> STANDARD = Map.of(
            "firstName", "first_name",
            "lastName", "last_name",
            "birthday", "dob",
            "avatar", "image_url");

    /** Its part of a request, or why there is none. */
    Fit fit() {
        if (event.is("group")) {
            return Fit.filtered();
        }
        if (event.is("alias")) {
            return alias();
        }
        JsonObject who = who();
        if (who.isEmpty()) {
            return Fit.refused("has neither a user id, an email nor an anonymous id");
        }
        if (event.is("identify")) {
            return Fit.to(TRACK.grouped(ATTRIBUTES), attributes(who));
        }
        if (event.happening() == null) {
            return Fit.refused("has no event name");
        }
        List<JsonObject> products = products(event);
        return products.isEmpty()
                ? Fit.to(TRACK.grouped(EVENTS), happened(who))
                : Fit.to(TRACK.grouped(Braze.PURCHASES), purchases(products, who));
    }

    private JsonObject who() {
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

    private JsonObject attributes(JsonObject who) {
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

    private JsonObject happened(JsonObject who) {
        return new Fields()
                .all(who)
                .put("app_id", settings.appId())
                .put("name", event.happening())
                .put("time", Times.written(event.at(attempt)))
                .put("properties", event.properties())
                .json();
    }

    /** The products that an order sold, each with an id and a price; of another event none. */
    static List<JsonObject> products(Incoming event) {
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

    private byte[] purchases(List<JsonObject> products, JsonObject who) {
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

    private Fit alias() {
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
}
