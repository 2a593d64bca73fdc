package io.cairo.tool;

import io.cairo.base.JsonTree;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Keeps a result within what an agent can take in: 80,000 characters as they are sent, about 20,000 tokens. A list
 * ends earlier, at the end of a row; a single row that is too large by itself is shortened and says so. Nothing fails.
 */
public final class Bound {
    /** 80,000 characters, of which 1,000 are left for what is written around a result. */
    static final int MOST = 79_000;

    /** What is sent once, as a text that holds compact JSON, is at most two thirds of what is counted here. */
    private static final int MOST_OF_TEXT = MOST / 2 * 3;

    /** What a cut list says in addition: its cursor and the hint. */
    private static final int SPARE = 1_000;

    /** A row lies in the list that lies in the result. */
    private static final int LEVEL = 2;

    private final Shape<? extends Record> result;
    private final String rows;
    private final int most;

    private Bound(Shape<? extends Record> result, String rows, int most) {
        this.result = result;
        this.rows = rows;
        this.most = most;
    }

    /** For the results of a tool, if they list rows. */
    static Optional<Bound> ofResult(Shape<? extends Record> result) {
        return result.rows().map(rows -> new Bound(result, rows, MOST));
    }

    /** For what is sent once, as compact JSON; it must list {@link Rows}. */
    public static Bound ofText(Shape<? extends Record> content) {
        return new Bound(content, content.rows().orElseThrow(), MOST_OF_TEXT);
    }

    /**
     * The answer, cut where it must be.
     *
     * @param again asks the same question for at most so many rows: the tool alone knows how its list goes on
     */
    public JsonObject paged(JsonObject answer, IntFunction<JsonObject> again) {
        JsonObject fitting = answer;
        while (SentSize.of(fitting) > most && count(fitting) > 1) {
            fitting = again.apply(Math.max(1, Math.min(fitting(fitting), count(fitting) - 1)));
        }
        return fitting == answer ? shortened(answer) : hinted(shortened(fitting), count(answer));
    }

    /** The answer of a call that cannot be made again, with as many of its first rows as fit. */
    public JsonObject cut(JsonObject answer) {
        if (SentSize.of(answer) <= most) {
            return answer;
        }
        JsonArray all = answer.getJsonArray(rows);
        if (all.isEmpty()) {
            return answer;
        }
        JsonArrayBuilder kept = JsonTree.JSON.createArrayBuilder();
        all.stream().limit(Math.max(1, fitting(answer))).forEach(kept::add);
        JsonObject fitting = shortened(with(answer, rows, kept.build()));
        fitting = result.has("truncated") ? with(fitting, "truncated", JsonValue.TRUE) : fitting;
        fitting = result.has("count") ? with(fitting, "count", JsonTree.JSON.createValue(count(fitting))) : fitting;
        return hinted(fitting, all.size());
    }

    private int count(JsonObject answer) {
        return answer.getJsonArray(rows).size();
    }

    /** How many of the first rows fit; may be none. */
    private int fitting(JsonObject answer) {
        JsonArray all = answer.getJsonArray(rows);
        long[] sizes = all.stream()
                .mapToLong(row -> SentSize.of(row, LEVEL) + SentSize.place(LEVEL))
                .toArray();
        long left = most - SPARE - SentSize.of(answer);
        for (long size : sizes) {
            left += size;
        }
        int count = 0;
        while (count < sizes.length && sizes[count] <= left) {
            left -= sizes[count++];
        }
        return count;
    }

    private JsonObject shortened(JsonObject answer) {
        long excess = SentSize.of(answer) - most;
        if (excess <= 0 || count(answer) != 1) {
            return answer;
        }
        JsonObject row = answer.getJsonArray(rows).getJsonObject(0);
        JsonObject fitting = Shortening.fit(row, SentSize.of(row, LEVEL) - excess - SPARE, LEVEL);
        return with(
                answer, rows, JsonTree.JSON.createArrayBuilder().add(fitting).build());
    }

    private JsonObject hinted(JsonObject answer, int found) {
        String rest = answer.containsKey("next_cursor")
                ? "; for more, call again with cursor set to next_cursor and the same other arguments"
                : "";
        return result.has("hint")
                ? with(
                        answer,
                        "hint",
                        JsonTree.JSON.createValue("Cut from %d rows to %d, to stay within 20,000 tokens%s"
                                .formatted(found, count(answer), rest)))
                : answer;
    }

    private static JsonObject with(JsonObject object, String name, JsonValue value) {
        return JsonTree.JSON.createObjectBuilder(object).add(name, value).build();
    }
}
