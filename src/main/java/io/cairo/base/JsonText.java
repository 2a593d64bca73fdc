package io.cairo.base;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;

/** Writes JSON trees as text: compact for machines, indented by two spaces for who reads it. */
public final class JsonText {
    private static final JsonStringEncoder QUOTES = JsonStringEncoder.getInstance();

    /** What writes one JSON value. */
    @FunctionalInterface
    public interface Writer {
        void write(JsonGenerator json) throws IOException;
    }

    private JsonText() {}

    /** What a writer writes, in UTF-8. */
    public static byte[] bytes(Writer writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = StrictJson.factory().createGenerator(out)) {
            writer.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The value in UTF-8 without white space. */
    public static byte[] bytes(JsonValue value) {
        return bytes(json -> write(json, value));
    }

    /** Writes the value where the generator stands. */
    public static void write(JsonGenerator json, JsonValue value) throws IOException {
        switch (value.getValueType()) {
            case OBJECT -> {
                json.writeStartObject();
                for (Map.Entry<String, JsonValue> field : value.asJsonObject().entrySet()) {
                    json.writeFieldName(field.getKey());
                    write(json, field.getValue());
                }
                json.writeEndObject();
            }
            case ARRAY -> {
                json.writeStartArray();
                for (JsonValue element : value.asJsonArray()) {
                    write(json, element);
                }
                json.writeEndArray();
            }
            case STRING -> json.writeString(((JsonString) value).getString());
            case NUMBER -> json.writeNumber(value.toString());
            case TRUE -> json.writeBoolean(true);
            case FALSE -> json.writeBoolean(false);
            case NULL -> json.writeNull();
        }
    }

    /** The value over several lines, as {@code JSON.stringify(value, null, 2)} writes it. */
    public static String indented(JsonValue value) {
        StringBuilder text = new StringBuilder(256);
        indented(text, value, 0);
        return text.toString();
    }

    private static void indented(StringBuilder text, JsonValue value, int level) {
        if (value instanceof JsonObject object && !object.isEmpty()) {
            fields(text, object, level + 1);
        } else if (value instanceof JsonArray array && !array.isEmpty()) {
            elements(text, array, level + 1);
        } else if (value instanceof JsonString string) {
            quoted(text, string.getString());
        } else {
            text.append(value);
        }
    }

    private static void fields(StringBuilder text, JsonObject object, int level) {
        text.append('{');
        for (Iterator<Map.Entry<String, JsonValue>> fields = object.entrySet().iterator(); fields.hasNext(); ) {
            Map.Entry<String, JsonValue> field = fields.next();
            line(text, level);
            quoted(text, field.getKey());
            text.append(": ");
            indented(text, field.getValue(), level);
            text.append(fields.hasNext() ? "," : "");
        }
        line(text, level - 1);
        text.append('}');
    }

    private static void elements(StringBuilder text, JsonArray array, int level) {
        text.append('[');
        for (Iterator<JsonValue> elements = array.iterator(); elements.hasNext(); ) {
            line(text, level);
            indented(text, elements.next(), level);
            text.append(elements.hasNext() ? "," : "");
        }
        line(text, level - 1);
        text.append(']');
    }

    private static void quoted(StringBuilder text, String value) {
        text.append('"');
        QUOTES.quoteAsString(value, text);
        text.append('"');
    }

    private static void line(StringBuilder text, int level) {
        text.append('\n');
        for (int i = 0; i < level; i++) {
            text.append("  ");
        }
    }
}
