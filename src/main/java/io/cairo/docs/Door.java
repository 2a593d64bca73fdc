package io.cairo.docs;

import io.cairo.message.IngestRoutes.Route;
import io.cairo.message.Message;
import java.util.List;
import java.util.Objects;

/**
 * Where applications deliver, as documentation shows it: all paths that mean the same.
 *
 * @param paths the first is the one to recommend
 */
record Door(Route route, List<String> paths) {

    /** All of them, in the order of their declaration. */
    static List<Door> all() {
        return Surface.ingestion().entrySet().stream()
                .map(entry -> new Door(entry.getKey(), entry.getValue()))
                .toList();
    }

    String path() {
        return paths.get(0);
    }

    /** Where a page tells of it. */
    String id() {
        return "send" + Surface.slug(path());
    }

    private Message.Type type() {
        return Objects.requireNonNull(route.type(), "a route of one event names its type");
    }

    String title() {
        return switch (route.kind()) {
            case BATCH -> "Many messages";
            case EVENT -> type().wire();
            case SELF_METRICS -> "A client's measurements of itself";
            case PIXEL -> "A %s from an image".formatted(type().wire());
            case PROJECT_SETTINGS -> "Settings of Segment's libraries";
            case SOURCE_CONFIG -> "Settings of RudderStack's libraries";
        };
    }

    String sentence() {
        return switch (route.kind()) {
            case BATCH ->
                "Messages of all types, each with its type. Faulty ones are listed under rejected and do not harm the others.";
            case EVENT -> sentence(type());
            case SELF_METRICS -> "Answered, so that clients are content, and dropped.";
            case PIXEL -> "The message is in the query; what is no field of a message becomes a property.";
            case PROJECT_SETTINGS, SOURCE_CONFIG ->
                "Fetched before anything is sent; they name this server as the place to send to.";
        };
    }

    private static String sentence(Message.Type type) {
        return switch (type) {
            case TRACK -> "Somebody did something. Needs event and userId or anonymousId.";
            case IDENTIFY -> "What is known about a person. Needs userId or anonymousId.";
            case PAGE -> "Somebody looked at a page. Needs userId or anonymousId.";
            case SCREEN -> "Somebody looked at a screen of an app. Needs userId or anonymousId.";
            case GROUP -> "A person belongs to an account. Needs groupId.";
            case ALIAS -> "Two ids are one person. Needs userId and previousId.";
        };
    }

    Curl curl() {
        return switch (route.kind()) {
            case BATCH ->
                Curl.delivery(
                        path(),
                        "{\"batch\":[{\"type\":\"track\",\"userId\":\"u1\",\"event\":\"Signed Up\"},\n"
                                + "          {\"type\":\"identify\",\"userId\":\"u1\",\"traits\":{\"plan\":\"pro\"}}]}");
            case EVENT -> Curl.delivery(path(), example(type()));
            case SELF_METRICS -> Curl.delivery(path(), "{\"series\":[]}");
            case PIXEL ->
                Curl.fetch(
                        path() + "?writeKey=" + Curl.KEY + "&userId=u1&" + pixel(type()) + "&plan=pro",
                        " -o pixel.gif");
            case PROJECT_SETTINGS -> Curl.fetch(path().replace("{writeKey}", Curl.KEY), "");
            case SOURCE_CONFIG -> Curl.fetch(path() + "?writeKey=" + Curl.KEY, "");
        };
    }

    private static String pixel(Message.Type type) {
        return type == Message.Type.TRACK ? "event=Opened" : "name=Pricing";
    }

    /** A message of that type that is accepted. */
    static String example(Message.Type type) {
        return switch (type) {
            case TRACK -> "{\"userId\":\"u1\",\"event\":\"Signed Up\",\"properties\":{\"plan\":\"pro\"}}";
            case IDENTIFY -> "{\"userId\":\"u1\",\"traits\":{\"email\":\"jane@example.com\"}}";
            case PAGE -> "{\"userId\":\"u1\",\"name\":\"Pricing\",\"properties\":{\"path\":\"/pricing\"}}";
            case SCREEN -> "{\"userId\":\"u1\",\"name\":\"Settings\"}";
            case GROUP -> "{\"userId\":\"u1\",\"groupId\":\"g1\",\"traits\":{\"name\":\"Example Ltd\"}}";
            case ALIAS -> "{\"userId\":\"u1\",\"previousId\":\"a1\"}";
        };
    }
}
