package io.cairo.destination.rule;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.tool.Doc;
import io.cairo.tool.Shape;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What somebody has set for one destination besides its connector's settings. What is left out changes nothing. */
public record Rules(
        @Doc(value = "Tracks that it gets, by name; a name may end with *. All if left out", max = 500) @Nullable
        List<String> allowEvents,

        @Doc(value = "Tracks that it does not get, by name; a name may end with *", max = 500) @Nullable
        List<String> denyEvents,

        @Doc(value = "What must hold of every event that it gets", max = 50) @Nullable
        List<Condition> conditions,

        @Doc("Whether all conditions must hold, or any one; all if left out") @Nullable
        Match match,

        @Doc(
                value =
                        "The share of events that it gets, chosen by messageId: each time, and at each destination, the same",
                min = 0,
                max = 1)
        @Nullable
        Double sampleRate,

        @Doc(
                value =
                        "Consent categories, all of which an event's context.consent.categoryPreferences must grant where it has any",
                max = 50)
        @Nullable
        List<String> consentCategories,

        @Doc(value = "Changes to the fields of an event before it is sent, one after the other", max = 100) @Nullable
        List<Change> mapping,

        @Doc(value = "The most events a second", min = 0, max = 1_000_000) @Nullable
        Double eventsPerSecond,

        @Doc(value = "The most requests a second, in place of what the vendor bears", min = 0, max = 1_000_000)
        @Nullable
        Double requestsPerSecond,

        @Doc(
                value = "How long events may wait for others to fill a request with, in place of what the vendor likes",
                min = 0,
                max = 3_600)
        @Nullable
        Integer fillSeconds) {

    /** How several conditions go together. */
    public enum Match {
        ALL,
        ANY
    }

    /** The rules of a destination for which nobody has set any. */
    public static final Rules NONE = new Rules(null, null, null, null, null, null, null, null, null, null);

    private static final Shape<Rules> SHAPE = Shape.of(Rules.class);

    /** @throws Problem INVALID_ARGUMENT for a rate that nothing would ever get through at */
    public Rules {
        checkRate("events_per_second", eventsPerSecond);
        checkRate("requests_per_second", requestsPerSecond);
    }

    private static void checkRate(String field, @Nullable Double rate) {
        if (rate != null && rate < 0.01) {
            throw Problem.invalid(field, "must be at least 0.01; enabled=false stops delivery")
                    .received(rate.toString());
        }
    }

    /** The JSON Schema of what {@link #checked} takes. */
    public static JsonObject schema() {
        return SHAPE.schema();
    }

    /**
     * The rules that an argument spells.
     *
     * @throws Problem INVALID_ARGUMENT, naming the rule
     */
    public static Rules checked(@Nullable JsonObject argument) {
        return argument == null ? NONE : SHAPE.decode("rules.", SHAPE.renamed(argument));
    }

    /** The rules that {@link #text} wrote. */
    public static Rules read(String text) {
        return SHAPE.decode(JsonTree.readObject(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** As they are kept. */
    public String text() {
        return json().toString();
    }

    /** As they are shown; empty if there are none. */
    public JsonObject json() {
        return SHAPE.encode(this);
    }

    List<Change> changes() {
        return Objects.requireNonNullElse(mapping, List.of());
    }
}
