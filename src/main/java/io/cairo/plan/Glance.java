package io.cairo.plan;

import com.fasterxml.jackson.core.JsonToken;
import io.cairo.base.JsonCursor;
import io.cairo.base.Problem;
import jakarta.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A quick look at an event while its bytes go by, for schemas of the simple kind that most are: it tells of most right events
 * that they are right. What it does not approve may be right or wrong, which the {@link Checker} tells. Safe for many
 * threads.
 */
final class Glance {
    /** Approves of every event that can be read. */
    static final Glance OF_ANYTHING = new Glance(null);

    private final @Nullable Demand demand;

    private Glance(@Nullable Demand demand) {
        this.demand = demand;
    }

    /** Empty if the schema has anything in it that takes more than a glance. */
    static Optional<Glance> of(JsonObject schema) {
        SimpleSchema simple = new SimpleSchema();
        Demand demand = simple.demand(schema);
        return simple.isUnderstood() ? Optional.of(new Glance(demand)) : Optional.empty();
    }

    /** Whether the event is certainly one that the checker would find nothing wrong with. */
    boolean approves(byte[] event) {
        JsonCursor cursor = new JsonCursor(event, 0, event.length);
        try {
            return cursor.next() == JsonToken.START_OBJECT && Demand.isMet(demand, cursor) && cursor.next() == null;
        } catch (Problem e) {
            return false; // it is no JSON: the checker says so
        }
    }
}
