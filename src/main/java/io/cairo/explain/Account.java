package io.cairo.explain;

import io.cairo.event.Sightings.Sighting;
import io.cairo.ingest.Originals.Original;
import io.cairo.plan.Violations;
import io.cairo.replay.Repeats;
import io.cairo.tool.Shape;
import io.cairo.transformation.Difference;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells an event's way, station by station; no payloads, which query_events shows. */
record Account(Way way) {
    private static final Shape<Whole> WHOLE = Shape.of(Whole.class);
    private static final Shape<Repeats.Repeat> REPEAT = Shape.of(Repeats.Repeat.class);

    /** All stations. */
    record Whole(
            @Nullable JsonObject received,
            String deduplication,
            @Nullable JsonObject clock,
            JsonObject plan,
            JsonObject transformations,
            JsonObject identity,
            List<JsonObject> destinations,
            List<JsonObject> replays) {}

    /** Arrived. */
    record Received(
            Instant receivedAt,
            String platform,
            String type,
            @Nullable String event) {
        static final Shape<Received> SHAPE = Shape.of(Received.class);
    }

    /** What is right about the times that the sender told. */
    record Clock(
            Instant occurredAt,
            @Nullable String originalTimestamp,
            @Nullable String sentAt,
            @Nullable Double correctedBySeconds) {
        static final Shape<Clock> SHAPE = Shape.of(Clock.class);
    }

    record Planned(String verdict, List<Violations.Sampled> violations) {
        static final Shape<Planned> SHAPE = Shape.of(Planned.class);
    }

    record Transformed(
            String verdict,
            @Nullable String reason,
            @Nullable String madeOf,
            @Nullable Difference diff) {
        static final Shape<Transformed> SHAPE = Shape.of(Transformed.class);
    }

    /** The whole of it. */
    JsonObject told() {
        return WHOLE.encode(new Whole(
                received(),
                deduplication(),
                clock(),
                plan(),
                transformations(),
                identity(),
                deliveries().told(),
                way.repeats().stream().map(REPEAT::encode).toList()));
    }

    @Nullable
    JsonObject received() {
        Sighting stored = way.newest();
        if (stored != null) {
            return Received.SHAPE.encode(new Received(
                    stored.position().receivedAt(),
                    stored.platform(),
                    stored.type().wire(),
                    stored.title()));
        }
        return way.original()
                .map(original -> Received.SHAPE.encode(new Received(
                        original.receivedAt(), original.platform(), original.type(), name(original.payload()))))
                .orElse(null);
    }

    private static @Nullable String name(JsonObject event) {
        return text(event, "event");
    }

    /** What the dedup window made of it. */
    String deduplication() {
        String later =
                "; whoever sends it again within %d days is told that it is a duplicate, and nothing is kept of that"
                        .formatted(way.kept().ids().toDays());
        if (way.stored().size() > 1) {
            return "stored %d times, each after the id of the one before was forgotten; this is about the newest"
                            .formatted(way.stored().size())
                    + later;
        }
        return (way.stored().isEmpty() ? "new when it came; only its original is kept" : "new when it came, and stored")
                + later;
    }

    @Nullable
    JsonObject clock() {
        if (way.original().isPresent()) {
            return clock(way.original().get().payload(), way.original().get().occurredAt());
        }
        Sighting stored = way.newest();
        return stored == null ? null : clock(stored.payload(), stored.occurredAt());
    }

    private static JsonObject clock(JsonObject payload, Instant occurred) {
        String told = text(payload, "originalTimestamp");
        return Clock.SHAPE.encode(new Clock(occurred, told, text(payload, "sentAt"), seconds(told, occurred)));
    }

    /** By how much the sender's time was moved; null if it told none that can be read. */
    private static @Nullable Double seconds(@Nullable String told, Instant occurred) {
        if (told == null) {
            return null;
        }
        try {
            return Duration.between(Instant.parse(told), occurred).toMillis() / 1000.0;
        } catch (DateTimeException e) {
            return null;
        }
    }

    JsonObject plan() {
        boolean byPlan = reason().contains(" by tracking plan ");
        String verdict = byPlan
                ? reason()
                : way.violations().isEmpty()
                        ? "no violation is known; each keeps the last 5 messages only"
                        : "broke a plan, which let it pass";
        return Planned.SHAPE.encode(new Planned(verdict, way.violations()));
    }

    private String reason() {
        return way.original().map(Original::reason).orElse("");
    }

    JsonObject transformations() {
        if (way.original().isEmpty()) {
            return Transformed.SHAPE.encode(new Transformed(
                    "not changed, or longer ago than %d days"
                            .formatted(way.kept().originals().toDays()),
                    null,
                    null,
                    null));
        }
        Original original = way.original().get();
        Sighting stored = way.newest();
        boolean byPlan = original.reason().contains(" by tracking plan ");
        String verdict = byPlan ? "see plan" : original.reason().split(" ", 2)[0];
        return Transformed.SHAPE.encode(new Transformed(
                verdict, original.reason(), way.madeOf(), stored == null ? null : diff(original, stored)));
    }

    private static Difference diff(Original original, Sighting stored) {
        Difference whole = Difference.of(original.payload(), stored.payload());
        return new Difference(first(whole.added()), first(whole.changed()), first(whole.removed()));
    }

    private static List<String> first(List<String> paths) {
        return paths.stream().limit(Ways.MOST).toList();
    }

    JsonObject identity() {
        return new Decision(way).told();
    }

    Deliveries deliveries() {
        return new Deliveries(way.traces());
    }

    /** What nobody can tell any more, in sentences. */
    List<String> unknown() {
        if (!way.isKnown()) {
            return List.of(
                    "Nothing is kept under this id: it never came to this namespace, was refused, was of a suppressed or erased"
                            + " person, or is older than %d days (dropped ones: %d days)"
                                    .formatted(
                                            way.kept().events().toDays(),
                                            way.kept().originals().toDays()));
        }
        return Stream.concat(
                        deliveries().unknown().stream(),
                        way.stored().isEmpty() ? Stream.of() : Stream.of("how often its sender sent it again"))
                .toList();
    }

    private static @Nullable String text(JsonObject event, String field) {
        return event.get(field) instanceof JsonString text ? text.getString() : null;
    }
}
