package io.cairo.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Events as Segment's Node.js client sends them, about 600 bytes each: a few names, each with its own properties; message,
 * user and anonymous id are marks of {@link Template}.
 */
final class Events {
    private static final List<String> NAMES = List.of(
            "Product Viewed",
            "Product Added",
            "Cart Viewed",
            "Checkout Started",
            "Order Completed",
            "Article Read",
            "Search Performed",
            "Coupon Applied");
    private static final List<String> PAGES =
            List.of("/shoes/trail-runner", "/jackets/rain", "/cart", "/blog/how-to-lace", "/search", "/sale/summer");
    private static final List<String> CITIES = List.of("Lisbon", "Oslo", "Nairobi", "Austin", "Kyoto");
    private static final int KINDS = 40;

    /** A call of the tool {@code query_events}. */
    static final String QUESTION = """
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"query_events","arguments":{"limit":10}}}""";

    /** The arguments of a plan that all of these events keep to. */
    static final String PLAN = plan();

    /** A simple transformation. */
    static final String CODE =
            "event.properties.amount = event.properties.price * event.properties.quantity; return event;";

    /** The arguments of a transformation that changes each of them. */
    static final String TRANSFORMATION = "{\"name\":\"amount\",\"code\":\"" + CODE + "\"}";

    private Events() {}

    private static String plan() {
        String schema = """
                {"properties":{"type":"object","required":["product_id","price","currency"],"properties":{\
                "product_id":{"type":"string","minLength":1},"price":{"type":"number","minimum":0},\
                "quantity":{"type":"integer"},"currency":{"enum":["EUR","USD","GBP"]},"is_member":{"type":"boolean"}}}}""";
        String events = NAMES.stream().map(name -> "\"" + name + "\":" + schema).collect(Collectors.joining(","));
        return "{\"name\":\"bench\",\"enforcement_mode\":\"drop\",\"schema\":{\"events\":{" + events + "}}}";
    }

    /** Bodies for the track endpoint, all different. */
    static List<String> tracks() {
        List<String> bodies = new ArrayList<>();
        for (int kind = 0; kind < KINDS; kind++) {
            bodies.add(track(kind));
        }
        return bodies;
    }

    /** Bodies for the batch endpoint with that many events each. */
    static List<String> batches(int size) {
        List<String> tracks = tracks();
        List<String> bodies = new ArrayList<>();
        for (int first = 0; first < KINDS; first += 5) {
            StringBuilder batch = new StringBuilder("{\"batch\":[");
            for (int i = 0; i < size; i++) {
                batch.append(i == 0 ? "" : ",").append(tracks.get((first + i) % KINDS));
            }
            bodies.add(batch.append("]}").toString());
        }
        return bodies;
    }

    /** Calls of the tool {@code track_event}, with the same content as far as its arguments go. */
    static List<String> calls() {
        List<String> bodies = new ArrayList<>();
        for (int kind = 0; kind < KINDS; kind++) {
            bodies.add(call(kind));
        }
        return bodies;
    }

    private static String track(int kind) {
        return """
                {"messageId":"%s","type":"track","userId":"%s","anonymousId":"%s","event":"%s","properties":%s,\
                "context":{"ip":"203.0.113.%d","locale":"en-GB","timezone":"Europe/Lisbon",\
                "page":{"path":"%s","title":"Northwind Outdoor","referrer":"https://search.example/"},\
                "library":{"name":"@segment/analytics-node","version":"3.1.0"}},"integrations":{}}""".formatted(
                        Template.MARKS.get(0),
                        Template.MARKS.get(1),
                        Template.MARKS.get(2),
                        name(kind),
                        properties(kind),
                        kind + 1,
                        PAGES.get(kind % PAGES.size()));
    }

    private static String call(int kind) {
        return """
                {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"track_event","arguments":\
                {"event":"%s","user_id":"%s","anonymous_id":"%s","properties":%s}}}""".formatted(kind + 1, name(kind), Template.MARKS.get(1), Template.MARKS.get(2), properties(kind));
    }

    private static String properties(int kind) {
        return """
                {"product_id":"sku-%05d","category":"Outdoor","brand":"Northwind","price":%d.%02d,"quantity":%d,\
                "currency":"EUR","coupon":"SUMMER%d","position":%d,"city":"%s","is_member":%b}""".formatted(
                        kind * 977 % 100_000,
                        10 + kind * 3,
                        kind * 7 % 100,
                        1 + kind % 4,
                        kind % 10,
                        kind,
                        CITIES.get(kind % CITIES.size()),
                        kind % 3 == 0);
    }

    private static String name(int kind) {
        return NAMES.get(kind % NAMES.size());
    }
}
