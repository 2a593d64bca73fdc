package io.cairo.ingest.reading;

import com.fasterxml.jackson.core.JsonToken;
import io.cairo.base.JsonCursor;
import io.cairo.base.JsonWriter;
import io.cairo.base.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rewrites an event in which an object has the same key twice: the last one counts, as in JavaScript. Rare, so a tree will do. */
final class KeepLast {
    /** A number, true, false or null. */
    private record Written(String text) {}

    private KeepLast() {}

    /**
     * The event without the earlier of equal keys.
     *
     * @throws Problem INVALID_JSON if it is no JSON to its end
     */
    static byte[] of(byte[] bytes, int offset, int length) {
        JsonCursor from = new JsonCursor(bytes, offset, length);
        from.next();
        Object event = read(from, 1);
        if (from.next() != null) {
            throw MessageReader.moreFollows();
        }
        JsonWriter to = new JsonWriter(length);
        write(to, event);
        return to.written();
    }

    private static Object read(JsonCursor from, int depth) {
        if (depth > Limits.DEPTH) {
            throw new BadEvent("too_deep", "The event nests deeper than " + Limits.DEPTH + " levels");
        }
        return switch (from.token()) {
            case START_OBJECT -> object(from, depth);
            case START_ARRAY -> array(from, depth);
            case VALUE_STRING -> from.text();
            default -> new Written(from.text());
        };
    }

    private static Map<String, Object> object(JsonCursor from, int depth) {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (from.next() == JsonToken.FIELD_NAME) {
            String name = from.name();
            from.next();
            fields.put(name, read(from, depth + 1));
        }
        return fields;
    }

    private static List<Object> array(JsonCursor from, int depth) {
        List<Object> items = new ArrayList<>();
        while (from.next() != JsonToken.END_ARRAY) {
            items.add(read(from, depth + 1));
        }
        return items;
    }

    private static void write(JsonWriter to, Object value) {
        if (value instanceof Map<?, ?> fields) {
            to.startObject();
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                to.name(field.getKey().toString());
                write(to, field.getValue());
            }
            to.endObject();
        } else if (value instanceof List<?> items) {
            to.startArray();
            for (Object item : items) {
                write(to, item);
            }
            to.endArray();
        } else if (value instanceof Written scalar) {
            to.value(scalar.text());
        } else {
            to.text(value.toString());
        }
    }
}
