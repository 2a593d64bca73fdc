package io.cairo.explain;

import io.cairo.delivery.Traces.Outcome;
import io.cairo.delivery.Traces.Trace;
import io.cairo.delivery.Tries;
import io.cairo.tool.Shape;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells where an event stands at each destination.
 *
 * @param traces one more than are told if there are more
 */
record Deliveries(List<Trace> traces) {
    private static final String ALL =
            "whether it was delivered or of no use to the destination, which is judged anew and could not be";

    private static final String JUDGED =
            "delivered and filtered are judged by what is configured, would_be_… where that was changed since the event came;"
                    + " where delivered_at is told it is a record. Code that was deleted since is not known";

    private static final String UNCOUNTED =
            "how often what was delivered was tried, where attempts is missing: that is kept for %d days, and of the newest %d"
                            .formatted(Tries.KEPT.toDays(), Tries.MOST)
                    + " events of a destination that were tried more than once";

    record Delivered(
            UUID destinationId,
            String name,
            String type,
            String outcome,
            @Nullable String detail,
            @Nullable Integer attempts,
            @Nullable Instant firstTriedAt,
            @Nullable Instant deliveredAt,
            @Nullable String lastError,
            @Nullable Instant at) {
        static final Shape<Delivered> SHAPE = Shape.of(Delivered.class);
    }

    List<JsonObject> told() {
        return traces.stream()
                .limit(Ways.MOST)
                .map(trace -> Delivered.SHAPE.encode(new Delivered(
                        trace.destinationId(),
                        trace.name(),
                        trace.type(),
                        trace.outcome().name().toLowerCase(Locale.ROOT),
                        trace.detail().isEmpty() ? null : trace.detail(),
                        trace.tries().attempts(),
                        trace.tries().firstTriedAt(),
                        trace.tries().deliveredAt(),
                        trace.tries().lastError(),
                        trace.at())))
                .toList();
    }

    /** What nobody can tell any more, in sentences. */
    List<String> unknown() {
        return Stream.of(
                        isAny(trace -> trace.outcome() == Outcome.DONE) ? "done: " + ALL : "",
                        isAny(Deliveries::isJudged) ? JUDGED : "",
                        isAny(Deliveries::isUncounted) ? UNCOUNTED : "",
                        traces.size() > Ways.MOST ? "there are more destinations than these" : "")
                .filter(sentence -> !sentence.isEmpty())
                .toList();
    }

    private boolean isAny(Predicate<Trace> such) {
        return traces.stream().anyMatch(such);
    }

    private static boolean isUncounted(Trace trace) {
        return trace.outcome() == Outcome.DELIVERED && trace.tries().attempts() == null;
    }

    private static boolean isJudged(Trace trace) {
        return switch (trace.outcome()) {
            case DELIVERED -> trace.tries().deliveredAt() == null;
            case FILTERED, WOULD_BE_DELIVERED, WOULD_BE_FILTERED -> true;
            case DEAD, WAITING, AHEAD, DONE, BEFORE -> false;
        };
    }
}
