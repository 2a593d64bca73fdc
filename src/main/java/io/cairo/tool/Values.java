package io.cairo.tool;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.base.Times;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Finds the {@link Value} of a Java type, and holds those that contain others. */
final class Values {
    private static final int UUID_LENGTH = 36;

    private Values() {}

    /** @throws IllegalArgumentException if a record may not have a component of that type */
    static Value of(Type type, Limits limits) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return new Many(of(generic.getActualTypeArguments()[0], limits.ofElements()), limits);
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalArgumentException("has the type " + type.getTypeName() + ", which no JSON stands for");
        }
        if (plain.isRecord()) {
            return new Nested(Shape.of(plain.asSubclass(Record.class)));
        }
        return plain.isEnum() ? new Scalars.Choice(limits, constants(plain)) : single(plain, limits);
    }

    private static Value single(Class<?> type, Limits limits) {
        if (type == String.class) {
            return new Scalars.Text(limits);
        }
        if (type == int.class || type == Integer.class) {
            return new Scalars.Whole(limits, true);
        }
        if (type == long.class || type == Long.class) {
            return new Scalars.Whole(limits, false);
        }
        if (type == double.class || type == Double.class) {
            return new Scalars.Decimal(limits);
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Scalars.Flag();
        }
        return JsonValue.class.isAssignableFrom(type) ? new Free(type) : formed(type, limits);
    }

    private static Value formed(Class<?> type, Limits limits) {
        if (type == UUID.class) {
            String sample = "123e4567-e89b-42d3-a456-426614174000";
            return new Scalars.Formed(
                    limits, "uuid", "a UUID such as " + sample, sample, Values::uuid, Object::toString);
        }
        if (type == Instant.class) {
            String sample = "2026-01-31T12:00:00.000Z";
            return new Scalars.Formed(
                    limits,
                    "date-time",
                    "a time in ISO-8601 with its offset, such as " + sample,
                    sample,
                    Times::read,
                    instant -> Times.written((Instant) instant));
        }
        if (type == URI.class) {
            String sample = "https://example.com/hook";
            return new Scalars.Formed(limits, "uri", "a URL such as " + sample, sample, URI::create, Object::toString);
        }
        throw new IllegalArgumentException("has the type " + type.getName() + ", which no JSON stands for");
    }

    /** {@link UUID#fromString} alone also takes {@code 1-1-1-1-1}. */
    private static UUID uuid(String text) {
        if (text.length() != UUID_LENGTH) {
            throw new IllegalArgumentException("not a UUID");
        }
        return UUID.fromString(text);
    }

    private static List<? extends Enum<?>> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .<Enum<?>>map(constant -> (Enum<?>) constant)
                .toList();
    }

    private record Many(Value element, Limits limits) implements Value {
        @Override
        public void describe(JsonObjectBuilder schema) {
            JsonObjectBuilder items = JsonTree.JSON.createObjectBuilder();
            element.describe(items);
            schema.add("type", "array").add("items", items);
            limits.describe(schema, "minItems", "maxItems");
        }

        @Override
        public String needed() {
            return limits.within("a list", " elements") + ", each " + element.needed();
        }

        @Override
        public Object read(String path, JsonValue json) {
            if (!(json instanceof JsonArray array)) {
                throw Limits.wrong(path, needed(), json);
            }
            limits.check(path, array.size(), " elements");
            List<Object> read = new ArrayList<>(array.size());
            for (JsonValue each : array) {
                read.add(element.read(path + "[" + read.size() + "]", each));
            }
            return List.copyOf(read);
        }

        @Override
        public JsonValue write(Object value) {
            JsonArrayBuilder array = JsonTree.JSON.createArrayBuilder();
            ((List<?>) value).forEach(each -> array.add(element.write(each)));
            return array.build();
        }

        /** Commas separate the elements, unless the text is a JSON list. */
        @Override
        public JsonValue fromText(String text) {
            if (text.startsWith("[")) {
                return parsed(text);
            }
            JsonArrayBuilder array = JsonTree.JSON.createArrayBuilder();
            text.lines()
                    .flatMap(line -> Arrays.stream(line.split(",", -1)))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .forEach(each -> array.add(element.fromText(each)));
            return array.build();
        }

        @Override
        public JsonValue renamed(JsonValue json) {
            if (!(json instanceof JsonArray array)) {
                return json;
            }
            JsonArrayBuilder renamed = JsonTree.JSON.createArrayBuilder();
            array.forEach(each -> renamed.add(element.renamed(each)));
            return renamed.build();
        }

        @Override
        public JsonValue example() {
            return JsonTree.JSON.createArrayBuilder().add(element.example()).build();
        }
    }

    private record Nested(Shape<? extends Record> shape) implements Value {
        @Override
        public void describe(JsonObjectBuilder schema) {
            shape.describe(schema);
        }

        @Override
        public String needed() {
            return shape.needed();
        }

        @Override
        public Object read(String path, JsonValue json) {
            if (!(json instanceof JsonObject object)) {
                throw Limits.wrong(path, needed(), json);
            }
            return shape.decode(path + ".", object);
        }

        @Override
        public JsonValue write(Object value) {
            return shape.encode((Record) value);
        }

        @Override
        public JsonValue fromText(String text) {
            return parsed(text);
        }

        @Override
        public JsonValue renamed(JsonValue json) {
            return json instanceof JsonObject object ? shape.renamed(object) : json;
        }

        @Override
        public JsonValue example() {
            return shape.example();
        }
    }

    /** JSON that Cairo does not look into. */
    private record Free(Class<?> type) implements Value {
        @Override
        public void describe(JsonObjectBuilder schema) {
            if (type == JsonObject.class) {
                schema.add("type", "object");
            } else if (type == JsonArray.class) {
                schema.add("type", "array");
            }
        }

        @Override
        public String needed() {
            if (type == JsonObject.class) {
                return "an object";
            }
            return type == JsonArray.class ? "a list" : "any JSON value";
        }

        @Override
        public Object read(String path, JsonValue json) {
            if (!type.isInstance(json)) {
                throw Limits.wrong(path, needed(), json);
            }
            return json;
        }

        @Override
        public JsonValue write(Object value) {
            return (JsonValue) value;
        }

        @Override
        public JsonValue fromText(String text) {
            return parsed(text);
        }

        @Override
        public JsonValue example() {
            return type == JsonArray.class ? JsonValue.EMPTY_JSON_ARRAY : JsonValue.EMPTY_JSON_OBJECT;
        }
    }

    private static JsonValue parsed(String text) {
        try {
            return JsonTree.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (Problem e) {
            return JsonTree.JSON.createValue(text);
        }
    }
}
