package io.cairo.ingest.http;

import io.cairo.message.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every path at which clients deliver: Segment's, with the short names of its browser library, under three prefixes, and
 * those that RudderStack's and Jitsu's clients use.
 */
final class IngestRoutes {
    /** What a path does. */
    enum Kind {
        /** Many events. */
        BATCH,
        /** One event. */
        EVENT,
        /** Measurements of a client about itself: answered and dropped. */
        SELF_METRICS,
        /** One event in the query string, answered with an image. */
        PIXEL
    }

    /** @param type of the one event; null where the event says it */
    record Route(Kind kind, Message.@Nullable Type type) {}

    static final List<String> PREFIXES = List.of("/v1", "/v2", "/api/v2");

    private static final Map<String, Message.Type> SHORT = Map.of(
            "t", Message.Type.TRACK,
            "i", Message.Type.IDENTIFY,
            "p", Message.Type.PAGE,
            "s", Message.Type.SCREEN,
            "g", Message.Type.GROUP,
            "a", Message.Type.ALIAS);

    private static final Map<String, Route> ALL = all();

    private IngestRoutes() {}

    /** Every path, with its meaning. */
    static Map<String, Route> byPath() {
        return ALL;
    }

    private static Map<String, Route> all() {
        Map<String, Route> routes = new HashMap<>();
        for (String prefix : PREFIXES) {
            batches(routes, prefix + "/batch", prefix + "/b", prefix + "/import", prefix + "/batch/b");
            SHORT.forEach((letter, type) -> {
                event(routes, prefix + "/" + letter, type);
                event(routes, prefix + "/" + type.wire(), type);
            });
            add(routes, prefix + "/m", new Route(Kind.SELF_METRICS, null));
        }
        batches(routes, "/batch", "/b", "/batch/b", "/beacon/v1/batch", "/api/s/s2s/batch", "/api/s/batch");
        for (Message.Type type : Message.Type.values()) {
            event(routes, "/api/s/" + type.wire(), type);
            event(routes, "/api/s/s2s/" + type.wire(), type);
        }
        add(routes, "/pixel/v1/track", new Route(Kind.PIXEL, Message.Type.TRACK));
        add(routes, "/pixel/v1/page", new Route(Kind.PIXEL, Message.Type.PAGE));
        return Map.copyOf(routes);
    }

    private static void batches(Map<String, Route> routes, String... paths) {
        for (String path : paths) {
            add(routes, path, new Route(Kind.BATCH, null));
        }
    }

    private static void event(Map<String, Route> routes, String path, Message.Type type) {
        add(routes, path, new Route(Kind.EVENT, type));
    }

    private static void add(Map<String, Route> routes, String path, Route route) {
        routes.put(path, route);
    }
}
