package io.cairo.destination.kit;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.Outcome;
import io.cairo.destination.Shipment;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Reads what a protocol without statuses says of each event: an array with null for what was taken, or with an error's text. */
public final class Coded {
    private Coded() {}

    /** An outcome for each event; {@code meaning} says what an error is. */
    public static List<Outcome> read(
            Shipment shipment, HttpAnswer answer, Instant now, Function<String, Outcome> meaning) {
        if (!answer.isSuccess()) {
            return Statuses.read(shipment, answer, now);
        }
        JsonArray said = array(answer);
        if (said.size() != shipment.parcels().size() || said.stream().anyMatch(entry -> !isEntry(entry))) {
            return Statuses.all(shipment, Statuses.unreadable(answer, now));
        }
        return said.stream()
                .map(entry -> entry instanceof JsonString error ? meaning.apply(error.getString()) : Outcome.ok())
                .toList();
    }

    private static boolean isEntry(JsonValue entry) {
        return entry == JsonValue.NULL || entry instanceof JsonString;
    }

    private static JsonArray array(HttpAnswer answer) {
        try {
            JsonValue said = JsonTree.read(answer.body().getBytes(StandardCharsets.UTF_8));
            return said instanceof JsonArray array ? array : JsonValue.EMPTY_JSON_ARRAY;
        } catch (Problem e) {
            return JsonValue.EMPTY_JSON_ARRAY;
        }
    }
}
