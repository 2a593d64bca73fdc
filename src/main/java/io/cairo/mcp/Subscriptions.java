package io.cairo.mcp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairo.base.JsonText;
import io.cairo.base.Problem;
import io.cairo.context.Resources;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code subscriptions/listen}: a stream on which a modern client hears that resources have changed. Nothing is remembered
 * of it; a client whose node dies listens again at another.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/subscriptions">Subscriptions</a>
 */
final class Subscriptions {
    private static final Logger LOG = System.getLogger(Subscriptions.class.getName());
    private static final String ID = "io.modelcontextprotocol/subscriptionId";
    private static final int MOST_WATCHED = 20;

    private final Reading reading;

    Subscriptions(Reading reading) {
        this.reading = reading;
    }

    /** The resources of one subscription, and how each of them was when last looked at. */
    static final class Subscription {
        private final Call call;
        private final Map<String, Resources.Match> watched;
        private final Map<String, Optional<String>> seen = new LinkedHashMap<>();

        private Subscription(Call call, Map<String, Resources.Match> watched) {
            this.call = call;
            this.watched = watched;
        }

        /** What is said first: which of the wishes are granted. */
        void acknowledge(Flow flow) {
            watched.forEach((uri, match) -> seen.put(uri, revision(uri, match)));
            flow.send(json -> notification(json, "notifications/subscriptions/acknowledged", () -> {
                json.writeObjectFieldStart("notifications");
                if (!watched.isEmpty()) {
                    json.writeArrayFieldStart("resourceSubscriptions");
                    for (String uri : watched.keySet()) {
                        json.writeString(uri);
                    }
                    json.writeEndArray();
                }
                json.writeEndObject();
            }));
        }

        /** Tells what has changed since the last look. A look that fails is made up for by the next. */
        void look(Flow flow) {
            try {
                watched.forEach((uri, match) -> compare(flow, uri, match));
            } catch (Problem e) {
                LOG.log(Level.DEBUG, "resources cannot be looked at now: {0}", e.getMessage());
            }
        }

        private void compare(Flow flow, String uri, Resources.Match match) {
            Optional<String> now = revision(uri, match);
            if (!Objects.equals(seen.put(uri, now), now)) {
                flow.send(json ->
                        notification(json, "notifications/resources/updated", () -> json.writeStringField("uri", uri)));
            }
        }

        private Optional<String> revision(String uri, Resources.Match match) {
            return match.resource().revision(call.caller(), uri, match.variables());
        }

        private void notification(JsonGenerator json, String method, Fields params) throws IOException {
            json.writeStartObject();
            json.writeStringField("jsonrpc", "2.0");
            json.writeStringField("method", method);
            json.writeObjectFieldStart("params");
            params.write();
            meta(json);
            json.writeEndObject();
            json.writeEndObject();
        }

        private void meta(JsonGenerator json) throws IOException {
            json.writeObjectFieldStart("_meta");
            json.writeFieldName(ID);
            JsonText.write(json, Objects.requireNonNull(call.rpc().id()));
            json.writeEndObject();
        }
    }

    @FunctionalInterface
    private interface Fields {
        void write() throws IOException;
    }

    /** @throws Refusal WRONG_PARAMS */
    Subscription open(Call call) {
        if (!(call.params().get("notifications") instanceof JsonObject wishes)) {
            throw Refusal.of(
                    Fault.WRONG_PARAMS,
                    "notifications must be an object such as {\"resourceSubscriptions\":[\"events://recent\"]}");
        }
        Map<String, Resources.Match> watched = new LinkedHashMap<>();
        for (JsonValue uri : list(wishes.getOrDefault("resourceSubscriptions", JsonValue.EMPTY_JSON_ARRAY))) {
            if (!(uri instanceof JsonString address)) {
                throw Refusal.of(Fault.WRONG_PARAMS, "notifications.resourceSubscriptions must be a list of texts");
            }
            reading.watchable(call, address.getString()).ifPresent(match -> watched.put(address.getString(), match));
        }
        return new Subscription(call, watched);
    }

    private static JsonArray list(JsonValue uris) {
        if (uris instanceof JsonArray list && list.size() <= MOST_WATCHED) {
            return list;
        }
        throw Refusal.of(
                Fault.WRONG_PARAMS,
                "notifications.resourceSubscriptions must be a list of at most " + MOST_WATCHED + " addresses");
    }
}
