package io.cairo.replay;

import io.cairo.base.JsonTree;
import io.cairo.event.Excerpt;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A replay as it stands.
 *
 * @param finishedAt null while it is not done or cancelled
 */
record Replay(
        UUID id,
        UUID destination,
        Selected selected,
        State state,
        Counts counts,
        @Nullable String lastError,
        List<String> failedIds,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /** What was asked for, as answers show it. */
    JsonObject shown() {
        return JsonTree.JSON
                .createObjectBuilder()
                .add("destination_id", destination.toString())
                .addAll(selected.shown())
                .build();
    }

    /**
     * What was asked for.
     *
     * @param person as it was named; null for anybody
     * @param originals whether it is of originals that were set aside
     * @param rewritten as in {@link Walk}
     */
    record Selected(
            Excerpt excerpt,
            @Nullable String person,
            boolean originals,
            Walk.@Nullable Rewritten rewritten,
            int perSecond) {

        private JsonObjectBuilder shown() {
            JsonObjectBuilder shown = JsonTree.JSON
                    .createObjectBuilder()
                    .add("from", excerpt.from().toString())
                    .add("to", excerpt.to().toString());
            if (excerpt.name() != null) {
                shown.add("event", excerpt.name());
            }
            if (excerpt.whose() != null) {
                shown.add("user_id", person == null ? "[erased]" : person);
            }
            if (originals) {
                shown.add("originals", true);
            }
            if (rewritten != null) {
                shown.add("transformation_id", rewritten.transformation().toString());
                shown.add("transformation_version", rewritten.version());
            }
            return shown.add("per_second", perSecond);
        }
    }
}
