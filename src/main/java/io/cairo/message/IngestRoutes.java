package io.cairo.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every path at which clients deliver, declared once: Segment's, with the short names of its browser library, under three
 * prefixes, and those that RudderStack's and Jitsu's clients use. Servlets and documentation are made from it.
 */
public final class IngestRoutes {
    /** What a path does. */
    public enum Kind {
        /** Many events. */
        BATCH("POST"),
        /** One event. */
        EVENT("POST"),
        /** Measurements of a client about itself: answered and dropped. */
        SELF_METRICS("POST"),
        /** One event in the query string, answered with an image. */
        PIXEL("GET"),
        /** What Segment's libraries fetch before they send. */
        PROJECT_SETTINGS("GET"),
        /** What RudderStack's libraries fetch before they send. */
        SOURCE_CONFIG("GET");

        private final String method;

        Kind(String method) {
            this.method = method;
        }

        /** The HTTP method. */
        public String method() {
            return method;
        }
    }

    /** @param type of the one event; null where the event says it, or there is none */
    public record Route(Kind kind, Message.@Nullable Type type) {}

    private static final String[] PREFIXES = {"/v1", "/v2", "/api/v2"};

    private static final Map<String, Route> ALL = all();

    private IngestRoutes() {}

    /** Every path with its meaning; of those that mean the same, the one to recommend comes first. */
    public static Map<String, Route> byPath() {
        return ALL;
    }

    private static Map<String, Route> all() {
        Map<String, Route> routes = new LinkedHashMap<>();
        for (String prefix : PREFIXES) {
            batches(routes, prefix + "/batch", prefix + "/b", prefix + "/import", prefix + "/batch/b");
            for (Message.Type type : Message.Type.values()) {
                event(routes, prefix + "/" + type.wire(), type);
                event(routes, prefix + "/" + type.wire().charAt(0), type);
            }
            routes.put(prefix + "/m", new Route(Kind.SELF_METRICS, null));
        }
        batches(routes, "/batch", "/b", "/batch/b", "/beacon/v1/batch", "/api/s/s2s/batch", "/api/s/batch");
        for (Message.Type type : Message.Type.values()) {
            event(routes, "/api/s/" + type.wire(), type);
            event(routes, "/api/s/s2s/" + type.wire(), type);
        }
        routes.put("/pixel/v1/track", new Route(Kind.PIXEL, Message.Type.TRACK));
        routes.put("/pixel/v1/page", new Route(Kind.PIXEL, Message.Type.PAGE));
        routes.put("/v1/projects/{writeKey}/settings", new Route(Kind.PROJECT_SETTINGS, null));
        routes.put("/projects/{writeKey}/settings", new Route(Kind.PROJECT_SETTINGS, null));
        routes.put("/sourceConfig", new Route(Kind.SOURCE_CONFIG, null));
        return Collections.unmodifiableMap(routes);
    }

    private static void batches(Map<String, Route> routes, String... paths) {
        for (String path : paths) {
            routes.put(path, new Route(Kind.BATCH, null));
        }
    }

    private static void event(Map<String, Route> routes, String path, Message.Type type) {
        routes.put(path, new Route(Kind.EVENT, type));
    }
}
