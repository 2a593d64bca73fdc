package io.cairo.privacy;

import io.cairo.base.JsonTree;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A step of an erasure, begun or done.
 *
 * @param rows how many rows of which tables were removed or changed
 * @param at when the last of it was done
 */
record Step(String name, Map<String, Long> rows, boolean done, Instant at) {

    /** The same after more of it. */
    Step and(Map<String, Long> more, boolean isDone, Instant now) {
        Map<String, Long> sum = new TreeMap<>(rows);
        more.forEach((table, count) -> {
            if (count > 0) {
                sum.merge(table, count, Long::sum);
            }
        });
        return new Step(name, sum, isDone, now);
    }

    static Step of(JsonObject json) {
        Map<String, Long> rows = new TreeMap<>();
        JsonObject counts = json.getJsonObject("rows");
        counts.keySet()
                .forEach(table -> rows.put(table, counts.getJsonNumber(table).longValue()));
        return new Step(json.getString("step"), rows, json.getBoolean("done"), Instant.parse(json.getString("at")));
    }

    JsonObject json() {
        JsonObjectBuilder counts = JsonTree.JSON.createObjectBuilder();
        rows.forEach(counts::add);
        return JsonTree.JSON
                .createObjectBuilder()
                .add("step", name)
                .add("rows", counts)
                .add("done", done)
                .add("at", at.toString())
                .build();
    }
}
