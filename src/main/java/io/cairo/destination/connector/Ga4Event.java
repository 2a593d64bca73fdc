package io.cairo.destination.connector;

import io.cairo.base.JsonTree;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.Route;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an event becomes at Google Analytics: a name and parameters, as many and as long as Google takes. */
record Ga4Event(Incoming event, Ga4.Settings settings, Instant attempt) {
    private static final Duration BACK = Duration.ofDays(3);
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_TEXT = 100;
    private static final int MOST_PARAMETERS = 25;
    private static final int MOST_ITEMS = 200;
    private static final Map<String, String> COMMERCE = Map.ofEntries(
            Map.entry("Order Completed", "purchase"),
            Map.entry("Order Refunded", "refund"),
            Map.entry("Product Added", "add_to_cart"),
            Map.entry("Product Removed", "remove_from_cart"),
            Map.entry("Product Viewed", "view_item"),
            Map.entry("Product Clicked", "select_item"),
            Map.entry("Product List Viewed", "view_item_list"),
            Map.entry("Product Added to Wishlist", "add_to_wishlist"),
            Map.entry("Products Searched", "search"),
            Map.entry("Cart Viewed", "view_cart"),
            Map.entry("Checkout Started", "begin_checkout"),
            Map.entry("Payment Info Entered", "add_payment_info"),
            Map.entry("Promotion Viewed", "view_promotion"),
            Map.entry("Promotion Clicked", "select_promotion"),
            Map.entry("Signed Up", "sign_up"),
            Map.entry("Signed In", "login"));
    /** Properties that have become parameters of Google's names. */
    private static final Set<String> SAID = Set.of("url", "referrer", "title", "order_id", "revenue");

    private static final List<String> RESERVED_PREFIXES = List.of("firebase_", "ga_", "google_");
    private static final Set<String> RESERVED = Set.of(
            "ad_activeview",
            "ad_click",
            "ad_exposure",
            "ad_query",
            "ad_reward",
            "adunit_exposure",
            "app_clear_data",
            "app_exception",
            "app_install",
            "app_remove",
            "app_store_refund",
            "app_update",
            "app_upgrade",
            "error",
            "first_open",
            "first_visit",
            "in_app_purchase",
            "session_start",
            "user_engagement");

    /** Its part of a request, or why there is none. */
    Fit fit() {
        if (event.is("identify") || event.is("alias")) {
            return Fit.filtered();
        }
        String client = event.anonymousId() == null ? event.userId() : event.anonymousId();
        String name = name();
        if (client == null) {
            return Fit.refused("has neither an anonymous id nor a user id");
        }
        if (name == null
                || RESERVED.contains(name)
                || RESERVED_PREFIXES.stream().anyMatch(name::startsWith)) {
            return Fit.refused("has no name that Google takes: it begins with a letter and is not one of Google's own");
        }
        boolean late = event.at(attempt).isBefore(attempt.minus(BACK));
        if (late && !"now".equals(settings.lateEvents())) {
            return Fit.refused("is older than the 72 hours that Google takes");
        }
        JsonObject who = new Fields()
                .put("client_id", client)
                .put("user_id", event.userId())
                .json();
        return Fit.to(route(settings).grouped(who.toString()), sent(name, late));
    }

    static Route route(Ga4.Settings settings) {
        return Route.post("/mp/collect?measurement_id=" + Ids.encoded(settings.measurementId()) + "&api_secret="
                + Ids.encoded(settings.apiSecret()));
    }

    private @Nullable String name() {
        String name = event.name();
        return switch (event.type()) {
            case "page" -> "page_view";
            case "screen" -> "screen_view";
            case "group" -> "join_group";
            default -> name == null ? null : COMMERCE.getOrDefault(name, plain(name));
        };
    }

    private static @Nullable String plain(String name) {
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_").replaceAll("^[^a-z]+", "");
        return plain.isEmpty() ? null : plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    }

    private JsonObject sent(String name, boolean late) {
        Fields sent = new Fields().put("name", name);
        Instant at = event.at(attempt);
        if (!late && at.isBefore(attempt)) {
            sent.put("timestamp_micros", at.toEpochMilli() * 1000);
        }
        return sent.put("params", parameters()).json();
    }

    private JsonObject parameters() {
        Fields known = new Fields()
                .put("engagement_time_msec", 1)
                .put("session_id", event.text("context", "sessionId"))
                .put("page_location", cut(first("url"), 1000))
                .put("page_referrer", cut(first("referrer"), 420))
                .put("page_title", cut(first("title"), 300))
                .put("screen_name", event.is("screen") ? cut(event.name(), LONGEST_TEXT) : null)
                .put("group_id", cut(event.groupId(), LONGEST_TEXT))
                .put("transaction_id", cut(event.text("properties", "order_id"), LONGEST_TEXT))
                .put("value", event.properties().get("revenue"));
        JsonObject named = known.json();
        Fields parameters = new Fields().all(named);
        int room = MOST_PARAMETERS - named.size();
        for (Map.Entry<String, JsonValue> property : event.properties().entrySet()) {
            boolean products = property.getKey().equals("products");
            String name = products ? "items" : plain(property.getKey());
            JsonValue value = products ? items(property.getValue()) : taken(property.getValue());
            if (room > 0 && name != null && value != null && !SAID.contains(name) && !named.containsKey(name)) {
                parameters.put(name, value);
                room--;
            }
        }
        return parameters.json();
    }

    private @Nullable String first(String name) {
        String own = event.text("properties", name);
        return own == null ? event.text("context", "page", name) : own;
    }

    private static @Nullable JsonValue taken(JsonValue value) {
        return switch (value.getValueType()) {
            case STRING ->
                JsonTree.JSON.createValue(String.valueOf(cut(((JsonString) value).getString(), LONGEST_TEXT)));
            case NUMBER, TRUE, FALSE -> value;
            case NULL, ARRAY, OBJECT -> null;
        };
    }

    /** Google's names for the parts of a product. */
    private static @Nullable JsonValue items(JsonValue products) {
        if (!(products instanceof JsonArray array)) {
            return null;
        }
        JsonArrayBuilder items = JsonTree.JSON.createArrayBuilder();
        Paths.objects(array).stream().limit(MOST_ITEMS).map(Ga4Event::item).forEach(items::add);
        return items.build();
    }

    private static JsonObject item(JsonObject product) {
        return new Fields()
                .put("item_id", product.get("product_id"))
                .put("item_name", product.get("name"))
                .put("item_brand", product.get("brand"))
                .put("item_category", product.get("category"))
                .put("item_variant", product.get("variant"))
                .put("coupon", product.get("coupon"))
                .put("index", product.get("position"))
                .put("price", product.get("price"))
                .put("quantity", product.get("quantity"))
                .json();
    }

    private static @Nullable String cut(@Nullable String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest);
    }
}
