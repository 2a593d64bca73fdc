package io.cairo.tool;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a record stands in JSON, read from the record once: names in snake case, {@link Doc} for meaning and limits,
 * {@code @Nullable} for what may be missing, {@link Secret}, {@link Wire}. It gives the schema and does the reading and
 * the writing, so that they cannot disagree. Safe for many threads.
 *
 * <p>Components may be texts, numbers, booleans, {@code UUID}, {@code Instant}, {@code URI}, enums (in lower case), JSON
 * values, records, and lists of these.
 *
 * @see <a href="https://json-schema.org/draft/2020-12">JSON Schema 2020-12</a>
 */
public final class Shape<T extends Record> {
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Map<String, String> camel = new LinkedHashMap<>();
    private final Constructor<T> constructor;
    private final @Nullable String rows;

    private Shape(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent component : components) {
            Field field = field(type, component);
            fields.put(field.name(), field);
            camel.put(field.camel(), field.name());
        }
        rows = rows(components);
        try {
            constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable String rows(RecordComponent[] components) {
        return Arrays.stream(components)
                .filter(component -> component.isAnnotationPresent(Rows.class))
                .map(component -> Names.snake(component.getName()))
                .findFirst()
                .orElse(null);
    }

    private static Field field(Class<?> type, RecordComponent component) {
        try {
            return Field.of(component);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    type.getSimpleName() + "." + component.getName() + " " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException naming the first component that no JSON stands for */
    public static <T extends Record> Shape<T> of(Class<T> type) {
        return new Shape<>(type);
    }

    /** The JSON Schema of what {@link #decode} accepts. */
    public JsonObject schema() {
        JsonObjectBuilder schema = JsonTree.JSON.createObjectBuilder();
        describe(schema);
        return schema.build();
    }

    /**
     * The JSON Schema of what {@link #encode} gives, in few words, since every agent pays for them: the fields of the answer
     * itself, their types, and which are always there. {@link #schema()} tells the rest to those who ask.
     */
    public JsonObject answerSchema() {
        JsonObject whole = schema();
        JsonObjectBuilder properties = JsonTree.JSON.createObjectBuilder();
        whole.getJsonObject("properties")
                .forEach((name, property) -> properties.add(name, type(property.asJsonObject())));
        JsonObjectBuilder brief =
                JsonTree.JSON.createObjectBuilder().add("type", "object").add("properties", properties);
        if (whole.containsKey("required")) {
            brief.add("required", whole.get("required"));
        }
        return brief.build();
    }

    private static JsonObject type(JsonObject schema) {
        JsonObjectBuilder type = JsonTree.JSON.createObjectBuilder();
        if (schema.containsKey("type")) {
            type.add("type", schema.get("type"));
        }
        if (schema.get("items") instanceof JsonObject items) {
            type.add("items", type(items));
        }
        return type.build();
    }

    /** Adds type, properties and what is required. */
    void describe(JsonObjectBuilder schema) {
        JsonObjectBuilder properties = JsonTree.JSON.createObjectBuilder();
        JsonArrayBuilder required = JsonTree.JSON.createArrayBuilder();
        for (Field field : fields.values()) {
            properties.add(field.name(), field.schema());
            if (!field.optional()) {
                required.add(field.name());
            }
        }
        schema.add("type", "object").add("properties", properties);
        if (fields.values().stream().anyMatch(field -> !field.optional())) {
            schema.add("required", required);
        }
        schema.add("additionalProperties", false);
    }

    /**
     * The record that the object spells.
     *
     * @throws Problem INVALID_ARGUMENT, naming the field, what came and what is allowed
     */
    public T decode(JsonObject json) {
        return decode("", json);
    }

    /**
     * The same for an object that lies in another one.
     *
     * @param path where it lies, to name its fields by, with a dot at its end: {@code config.}
     */
    public T decode(String path, JsonObject json) {
        for (String name : json.keySet()) {
            if (!fields.containsKey(name)) {
                throw unknown(path, name);
            }
        }
        List<@Nullable Object> values = new ArrayList<>(fields.size());
        for (Field field : fields.values()) {
            values.add(read(path + field.name(), field, json.get(field.name())));
        }
        return made(path, values);
    }

    /** What it must be, in words: the names of what is required. */
    String needed() {
        List<String> required = fields.values().stream()
                .filter(field -> !field.optional())
                .map(Field::name)
                .toList();
        return "an object" + (required.isEmpty() ? "" : " with " + String.join(", ", required));
    }

    private static @Nullable Object read(String path, Field field, @Nullable JsonValue json) {
        if (json != null && json != JsonValue.NULL) {
            return field.value().read(path, json);
        }
        if (field.optional()) {
            return null;
        }
        String needed = field.value().needed();
        String meaning = field.doc().isEmpty() ? "" : ": " + field.doc();
        throw Problem.invalid(path, "is missing; it must be " + needed + meaning)
                .next("send " + needed);
    }

    private Problem unknown(String path, String name) {
        Optional<String> near = Optional.ofNullable(camel.get(name)).or(() -> Names.nearest(name, fields.keySet()));
        String repair = near.map(known -> "did you mean " + known + "?").orElse("leave it out");
        String known = fields.isEmpty() ? "there are none" : "there are " + String.join(", ", fields.keySet());
        return Problem.invalid(path + Names.shown(name), "no such argument; " + repair + "; " + known)
                .allowed(List.copyOf(fields.keySet()))
                .next(near.map(other -> "rename it to " + other).orElse("leave it out"));
    }

    private T made(String path, List<@Nullable Object> values) {
        try {
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Problem problem) {
                throw problem.inside(path);
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The object that spells the record; what is null is left out. */
    public JsonObject encode(Record value) {
        JsonObjectBuilder json = JsonTree.JSON.createObjectBuilder();
        for (Field field : fields.values()) {
            Object component = field.get(value);
            if (component != null) {
                json.add(field.name(), field.value().write(component));
            }
        }
        return json.build();
    }

    /** The same object with names in snake case where it uses a field's camel case. */
    public JsonObject renamed(JsonObject json) {
        JsonObjectBuilder renamed = JsonTree.JSON.createObjectBuilder();
        json.forEach((name, value) -> {
            String wire = fields.containsKey(name) ? name : camel.getOrDefault(name, name);
            Field field = fields.get(wire);
            renamed.add(wire, field == null ? value : field.value().renamed(value));
        });
        return renamed.build();
    }

    /** What the text of a query or a path means for the field of that name, in snake or camel case. */
    public JsonValue fromText(String name, String text) {
        Field field = fields.get(camel.getOrDefault(name, name));
        return field == null ? JsonTree.JSON.createValue(text) : field.value().fromText(text);
    }

    /** An object that {@link #decode} accepts: what is required, and what has an example of its own. */
    public JsonObject example() {
        JsonObjectBuilder example = JsonTree.JSON.createObjectBuilder();
        fields.values().stream().filter(Field::isShown).forEach(field -> example.add(field.name(), field.example()));
        return example.build();
    }

    /** The names of the fields without a {@link Doc}. */
    List<String> undocumented() {
        return fields.values().stream()
                .filter(field -> field.doc().isEmpty())
                .map(Field::name)
                .toList();
    }

    /** The names of the fields that are marked {@link Secret}. */
    public Set<String> secrets() {
        return fields.values().stream().filter(Field::secret).map(Field::name).collect(Collectors.toUnmodifiableSet());
    }

    /** The name of the field that is marked {@link Rows}. */
    public Optional<String> rows() {
        return Optional.ofNullable(rows);
    }

    /** Whether one of the fields has that name. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }
}
