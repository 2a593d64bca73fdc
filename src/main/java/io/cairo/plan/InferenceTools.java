package io.cairo.plan;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespaces;
import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.plan.Inference.CounterExample;
import io.cairo.tool.Doc;
import io.cairo.tool.Tool;
import io.cairo.tool.Toolbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a plan of the events that there are. */
@ApplicationScoped
public class InferenceTools implements Toolbox {
    private static final int USUAL_DAYS = 7;
    private static final int MOST_NAMES = 40;
    private static final int SAMPLE = 200;
    private static final int MOST_EXAMPLES = 100;

    /** Jumps from one name to the next in their index. */
    private static final String NAMES = """
            WITH RECURSIVE seen(name) AS (
              (SELECT name FROM event
               WHERE namespace_id = ? AND type = 'track' AND name IS NOT NULL AND received_at >= ? ORDER BY name LIMIT 1)
              UNION ALL
              SELECT (SELECT event.name FROM event
                      WHERE namespace_id = ? AND type = 'track' AND event.name > seen.name AND received_at >= ?
                      ORDER BY event.name LIMIT 1)
              FROM seen WHERE seen.name IS NOT NULL)
            SELECT name FROM seen WHERE name IS NOT NULL AND name <> ? LIMIT ?""";

    private static final String SAMPLES = """
            SELECT message_id, payload -> 'properties' FROM event
            WHERE namespace_id = ? AND name = ? AND type = 'track' AND received_at >= ?
            ORDER BY tx DESC, ord DESC LIMIT ?""";

    @Inject
    Database database;

    @Inject
    Namespaces namespaces;

    @Inject
    Clock clock;

    private record Sample(String messageId, JsonObject properties) {}

    @Override
    public String title() {
        return "Tracking plans";
    }

    public record Infer(
            @Doc("Only this track; default: the first 40 by name") @Nullable
            String event,

            @Doc(value = "Of the last so many days; default 7", min = 1, max = 90) @Nullable
            Integer days,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record Inferred(
            @Doc("As create_tracking_plan takes it") JsonObject generatedSchema,

            @Doc("Events looked at, the newest 200 of each name")
            int sampled,

            @Doc("What of them it would refuse") List<CounterExample> counterExamples,

            @Doc("Whether there are more events or properties than it has")
            boolean truncated) {}

    @Tool(
            name = "infer_tracking_plan",
            title = "Infer a tracking plan",
            description =
                    "Proposes a schema from real tracks: types, what is always there (at least 95 in 100), and the events"
                            + " that are not like the others. Saves nothing: pass generated_schema to"
                            + " create_tracking_plan.",
            route = "POST /tracking-plans/generate",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Inferred infer(Caller caller, Infer args) {
        return namespaces
                .forReading(caller, args.namespace())
                .map(namespace -> inferred(namespace.id(), args))
                .orElseGet(() -> result(List.of(), 0, false));
    }

    private Inferred inferred(int namespace, Infer args) {
        int days = args.days() == null ? USUAL_DAYS : args.days();
        OffsetDateTime since = clock.instant().minus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC);
        List<String> names = args.event() == null ? names(namespace, since) : List.of(args.event());
        List<Named> inferences = new ArrayList<>();
        int sampled = 0;
        for (String name : names.subList(0, Math.min(MOST_NAMES, names.size()))) {
            List<Sample> samples = samples(namespace, name, since);
            if (!samples.isEmpty()) {
                Inference inference = new Inference(name);
                samples.forEach(sample -> inference.add(sample.messageId(), sample.properties()));
                inferences.add(new Named(name, inference));
                sampled += samples.size();
            }
        }
        return result(inferences, sampled, names.size() > MOST_NAMES);
    }

    private record Named(String name, Inference inference) {}

    private static Inferred result(List<Named> inferences, int sampled, boolean more) {
        JsonObjectBuilder events = JsonTree.JSON.createObjectBuilder();
        inferences.forEach(each -> events.add(
                each.name(),
                JsonTree.JSON
                        .createObjectBuilder()
                        .add("properties", each.inference().schema())));
        List<CounterExample> examples = inferences.stream()
                .flatMap(each -> each.inference().counterExamples().stream())
                .toList();
        boolean truncated = more
                || examples.size() > MOST_EXAMPLES
                || inferences.stream().anyMatch(each -> !each.inference().isComplete());
        return new Inferred(
                JsonTree.JSON.createObjectBuilder().add("events", events).build(),
                sampled,
                examples.stream().limit(MOST_EXAMPLES).toList(),
                truncated);
    }

    private List<String> names(int namespace, OffsetDateTime since) {
        return database.query(
                NAMES, row -> row.getString(1), namespace, since, namespace, since, Alarms.EVENT, MOST_NAMES + 1);
    }

    private List<Sample> samples(int namespace, String name, OffsetDateTime since) {
        return database.query(
                SAMPLES,
                row -> new Sample(row.getString(1), properties(row.getString(2))),
                namespace,
                name,
                since,
                SAMPLE);
    }

    private static JsonObject properties(@Nullable String text) {
        return text != null && JsonTree.read(text.getBytes(StandardCharsets.UTF_8)) instanceof JsonObject object
                ? object
                : JsonValue.EMPTY_JSON_OBJECT;
    }
}
