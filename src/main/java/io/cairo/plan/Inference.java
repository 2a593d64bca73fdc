package io.cairo.plan;

import io.cairo.base.JsonTree;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the properties of one event look like in a sample of it: which are always there, of which types, and which few events
 * are not like the others. A type or an absence that is rare is taken for a mistake: it is not planned, but shown.
 */
final class Inference {
    static final int MOST_PROPERTIES = 40;

    /** What at most one in so many events does is not planned. */
    private static final int RARE = 20;

    private static final int SAMPLES = 3;

    private final String event;
    private final Map<String, Seen> properties = new TreeMap<>();
    private final List<String> messageIds = new ArrayList<>();
    private boolean complete = true;

    /** @param messageIds a few events of the sample that are not like the others */
    record CounterExample(String event, String field, String message, int count, List<String> messageIds) {}

    /** The ids of the events that had each type of value. */
    private static final class Seen {
        private final Map<String, List<String>> byType = new TreeMap<>();

        int count() {
            return byType.values().stream().mapToInt(List::size).sum();
        }
    }

    Inference(String event) {
        this.event = event;
    }

    void add(String messageId, JsonObject sent) {
        messageIds.add(messageId);
        sent.forEach((name, value) -> {
            if (properties.containsKey(name) || properties.size() < MOST_PROPERTIES) {
                properties
                        .computeIfAbsent(name, any -> new Seen())
                        .byType
                        .computeIfAbsent(type(value), any -> new ArrayList<>())
                        .add(messageId);
            } else {
                complete = false;
            }
        });
    }

    /** Whether every property was looked at. */
    boolean isComplete() {
        return complete;
    }

    /** The schema of the event's properties. */
    JsonObject schema() {
        JsonArrayBuilder required = JsonTree.JSON.createArrayBuilder();
        JsonObjectBuilder planned = JsonTree.JSON.createObjectBuilder();
        properties.forEach((name, seen) -> {
            if (!isRare(messageIds.size() - seen.count()) && seen.count() < messageIds.size()) {
                planned.add(name, typed(seen));
                return;
            }
            required.add(name);
            planned.add(name, typed(seen));
        });
        return JsonTree.JSON
                .createObjectBuilder()
                .add("type", "object")
                .add("required", required)
                .add("properties", planned)
                .build();
    }

    private JsonObject typed(Seen seen) {
        List<String> usual = seen.byType.entrySet().stream()
                .filter(type -> !isRare(type.getValue().size()))
                .map(Map.Entry::getKey)
                .toList();
        if (usual.isEmpty()) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        List<String> types = usual.contains("number")
                ? usual.stream().filter(type -> !type.equals("integer")).toList()
                : usual;
        JsonObjectBuilder typed = JsonTree.JSON.createObjectBuilder();
        return types.size() == 1
                ? typed.add("type", types.get(0)).build()
                : typed.add("type", JsonTree.JSON.createArrayBuilder(types)).build();
    }

    /** What of the sample the schema refuses. */
    List<CounterExample> counterExamples() {
        List<CounterExample> found = new ArrayList<>();
        properties.forEach((name, seen) -> {
            int absent = messageIds.size() - seen.count();
            if (absent > 0 && isRare(absent)) {
                List<String> with =
                        seen.byType.values().stream().flatMap(List::stream).toList();
                List<String> without =
                        messageIds.stream().filter(id -> !with.contains(id)).toList();
                found.add(example(name, "is missing in " + without.size() + " of " + messageIds.size(), without));
            }
            seen.byType.forEach((type, ids) -> {
                if (isRare(ids.size()) && seen.byType.size() > 1 && !isWithin(type, seen)) {
                    found.add(example(name, "is %s in %d of %d".formatted(type, ids.size(), messageIds.size()), ids));
                }
            });
        });
        return found;
    }

    private boolean isWithin(String type, Seen seen) {
        List<String> numbers = seen.byType.getOrDefault("number", List.of());
        return type.equals("integer") && !isRare(numbers.size());
    }

    private CounterExample example(String name, String message, List<String> ids) {
        return new CounterExample(
                event,
                "properties." + name,
                message,
                ids.size(),
                ids.stream().limit(SAMPLES).toList());
    }

    private boolean isRare(int count) {
        return count * RARE <= messageIds.size();
    }

    private static String type(JsonValue value) {
        return value instanceof JsonNumber number && number.isIntegral() ? "integer" : Checker.kind(value);
    }
}
