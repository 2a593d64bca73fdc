package io.cairo.destination.connector;

import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Wanted;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a track becomes at Langfuse: a span of OpenTelemetry in the JSON of OTLP, one trace for a session. */
record LangfuseEvent(Incoming event, Langfuse.Settings settings, Instant attempt) {
    private static final Route TRACES = Route.post("/api/public/otel/v1/traces");
    private static final List<String> USUAL = List.of(
            "agent.generation",
            "agent.tool_call",
            "agent.decision",
            "agent.error",
            "agent.retrieval",
            "agent.handoff",
            "agent.feedback",
            "$ai_*",
            "llm_*");
    private static final Pattern GENERATION = Pattern.compile("(?i).*(generation|completion|embedding).*");
    private static final BigDecimal NANOS_IN_MILLI = BigDecimal.valueOf(1_000_000);
    private static final double LONGEST_MILLIS = 86_400_000;

    /** Its part of a request, or why there is none. */
    Fit fit() {
        List<String> wanted = Objects.requireNonNullElse(settings.events(), USUAL);
        return event.is("track") && Wanted.is(event.name(), wanted) ? Fit.to(TRACES, span()) : Fit.filtered();
    }

    private JsonObject span() {
        Instant end = event.at(attempt);
        JsonObject properties = event.properties();
        String parent = text(properties, "parent_id", "$ai_parent_id");
        return new Fields()
                .put("traceId", Ids.hash(trace()))
                .put(
                        "spanId",
                        spanId(Objects.requireNonNullElse(
                                text(properties, "span_id", "$ai_span_id"), event.messageId())))
                .put("parentSpanId", parent == null ? null : spanId(parent))
                .put("name", event.name())
                .put("kind", 1)
                .put("startTimeUnixNano", nanos(end, millis(properties)))
                .put("endTimeUnixNano", nanos(end, 0))
                .keep("attributes", attributes().json())
                .put("status", new Fields().put("code", failed(properties) ? 2 : 0))
                .json();
    }

    /** One trace for a session; without one, each event is its own. */
    private String trace() {
        String trace = text(event.properties(), "trace_id", "$ai_trace_id");
        String session = session();
        return trace != null ? "trace " + trace : session != null ? "session " + session : "event " + event.messageId();
    }

    private @Nullable String session() {
        String session = text(event.properties(), "session_id", "$ai_session_id");
        String context = session == null ? event.text("context", "session_id") : session;
        return context == null ? event.text("context", "sessionId") : context;
    }

    private static String spanId(String of) {
        return Ids.hash(of).substring(0, 16);
    }

    private static String nanos(Instant at, double millisBefore) {
        BigDecimal millis = BigDecimal.valueOf(at.toEpochMilli()).subtract(BigDecimal.valueOf(millisBefore));
        return millis.max(BigDecimal.ZERO)
                .multiply(NANOS_IN_MILLI)
                .toBigInteger()
                .toString();
    }

    /** How long it took; Cairo's own events say milliseconds, those of {@code $ai_} seconds. */
    private static double millis(JsonObject properties) {
        OptionalDouble latency = Paths.number(properties, "latency_ms");
        OptionalDouble seconds = Paths.number(properties, "$ai_latency");
        double millis = latency.orElse(seconds.orElse(0) * 1000);
        return Math.max(0, Math.min(LONGEST_MILLIS, millis));
    }

    private static boolean failed(JsonObject properties) {
        return Paths.value(properties, "success") == JsonValue.FALSE
                || Paths.isTrue(properties, "$ai_is_error")
                || text(properties, "error", "error_message") != null;
    }

    private Attributes attributes() {
        JsonObject properties = event.properties();
        boolean generation = GENERATION.matcher(String.valueOf(event.name())).matches();
        boolean tool = String.valueOf(event.name()).contains("tool_call");
        return new Attributes()
                .put("langfuse.environment", settings.environment())
                .put("user.id", event.anyId())
                .put("session.id", session())
                .put("langfuse.observation.type", generation ? "generation" : tool ? "tool" : "span")
                .put("langfuse.observation.level", failed(properties) ? "ERROR" : "DEFAULT")
                .put("langfuse.observation.status_message", text(properties, "error", "error_message"))
                .put("langfuse.observation.model.name", text(properties, "model", "$ai_model"))
                .put("langfuse.observation.input", any(properties, "input", "$ai_input", "query"))
                .put("langfuse.observation.output", any(properties, "output", "$ai_output_choices", "chosen"))
                .put("langfuse.observation.usage_details", usage(properties))
                .put("langfuse.observation.cost_details", cost(properties))
                .put("langfuse.observation.metadata", json(properties))
                .put("langfuse.observation.metadata.message_id", event.messageId());
    }

    private static @Nullable String usage(JsonObject properties) {
        return json(new Fields()
                .put("input", number(properties, "prompt_tokens", "$ai_input_tokens"))
                .put("output", number(properties, "completion_tokens", "$ai_output_tokens"))
                .put("total", number(properties, "total_tokens", "$ai_total_tokens"))
                .json());
    }

    private static @Nullable String cost(JsonObject properties) {
        return json(new Fields()
                .put("total", number(properties, "cost_usd", "$ai_total_cost_usd"))
                .json());
    }

    private static @Nullable JsonValue number(JsonObject from, String one, String other) {
        String name = Paths.number(from, one).isPresent() ? one : other;
        return Paths.number(from, name).isPresent() && from.get(name) instanceof JsonNumber number ? number : null;
    }

    private static @Nullable String any(JsonObject from, String... names) {
        for (String name : names) {
            JsonValue value = Paths.value(from, name);
            if (value != null) {
                String text = Paths.text(from, name);
                return text == null ? new String(JsonText.bytes(value), StandardCharsets.UTF_8) : text;
            }
        }
        return null;
    }

    private static @Nullable String text(JsonObject from, String one, String other) {
        String text = Paths.text(from, one);
        return text == null ? Paths.text(from, other) : text;
    }

    private static @Nullable String json(JsonObject object) {
        return object.isEmpty() ? null : new String(JsonText.bytes(object), StandardCharsets.UTF_8);
    }

    /** Attributes as OTLP has them in JSON: a list of names with typed values. */
    private static final class Attributes {
        private final JsonArrayBuilder list = JsonTree.JSON.createArrayBuilder();

        Attributes put(String name, @Nullable String value) {
            if (value != null) {
                list.add(new Fields()
                        .put("key", name)
                        .put("value", new Fields().put("stringValue", value))
                        .json());
            }
            return this;
        }

        JsonArray json() {
            return list.build();
        }
    }
}
