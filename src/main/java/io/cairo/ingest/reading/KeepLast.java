package io.cairo.ingest.reading;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.cairo.base.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rewrites an event in which an object has the same key twice: the last one counts, as in JavaScript. Rare, so a tree will do. */
final class KeepLast {
    /** A number as it was written. */
    private record Digits(String written) {}

    private KeepLast() {}

    /** The event without the earlier of equal keys. */
    static byte[] of(byte[] bytes, int offset, int length) throws IOException {
        ByteArrayOutputStream clean = new ByteArrayOutputStream(length);
        try (JsonParser from = StrictJson.parser(bytes, offset, length);
                JsonGenerator to = StrictJson.factory().createGenerator(clean)) {
            to.enable(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature()); // half a surrogate pair has no other form
            from.nextToken();
            Object event = read(from, 1);
            if (from.nextToken() != null) {
                throw new JsonParseException(from, "more text follows");
            }
            write(to, event);
        }
        return clean.toByteArray();
    }

    private static Object read(JsonParser from, int depth) throws IOException {
        if (depth > Limits.DEPTH) {
            throw new BadEvent("too_deep", "The event nests deeper than " + Limits.DEPTH + " levels");
        }
        return switch (from.currentToken()) {
            case START_OBJECT -> object(from, depth);
            case START_ARRAY -> array(from, depth);
            case VALUE_STRING -> from.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Digits(from.getText());
            default -> from.currentToken();
        };
    }

    private static Map<String, Object> object(JsonParser from, int depth) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (from.nextToken() == JsonToken.FIELD_NAME) {
            String name = from.currentName();
            from.nextToken();
            fields.put(name, read(from, depth + 1));
        }
        return fields;
    }

    private static List<Object> array(JsonParser from, int depth) throws IOException {
        List<Object> items = new ArrayList<>();
        while (from.nextToken() != JsonToken.END_ARRAY) {
            items.add(read(from, depth + 1));
        }
        return items;
    }

    private static void write(JsonGenerator to, Object value) throws IOException {
        if (value instanceof Map<?, ?> fields) {
            to.writeStartObject();
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                to.writeFieldName(field.getKey().toString());
                write(to, field.getValue());
            }
            to.writeEndObject();
        } else if (value instanceof List<?> items) {
            to.writeStartArray();
            for (Object item : items) {
                write(to, item);
            }
            to.writeEndArray();
        } else {
            scalar(to, value);
        }
    }

    private static void scalar(JsonGenerator to, Object value) throws IOException {
        if (value instanceof Digits number) {
            to.writeNumber(number.written());
        } else if (value instanceof JsonToken literal) {
            to.writeRawValue(literal.asString());
        } else {
            to.writeString(value.toString());
        }
    }
}
