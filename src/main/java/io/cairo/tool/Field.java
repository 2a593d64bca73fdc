package io.cairo.tool;

import io.cairo.base.JsonTree;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * One component of a record as JSON sees it.
 *
 * @param camel its Java name, which REST accepts too
 * @param doc what its {@link Doc} says; empty without one
 * @param optional whether it may be missing
 * @param sample what its {@link Doc} gives as an example; empty without one
 * @param secret whether it is marked {@link Secret}
 */
record Field(
        String name,
        String camel,
        String doc,
        boolean optional,
        String sample,
        boolean secret,
        Value value,
        Method accessor) {

    /** @throws IllegalArgumentException if no JSON stands for its type */
    static Field of(RecordComponent component) {
        Wire wire = component.getAnnotation(Wire.class);
        Doc doc = component.getAnnotation(Doc.class);
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        return new Field(
                wire == null ? Names.snake(component.getName()) : wire.value(),
                component.getName(),
                doc == null ? "" : doc.value(),
                component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                doc == null ? "" : doc.example(),
                component.isAnnotationPresent(Secret.class),
                Values.of(component.getGenericType(), Limits.of(component)),
                accessor);
    }

    JsonObject schema() {
        JsonObjectBuilder schema = JsonTree.JSON.createObjectBuilder();
        value.describe(schema);
        if (!doc.isEmpty()) {
            schema.add("description", doc);
        }
        return schema.build();
    }

    /** Whether calls that show how it is done have it. */
    boolean isShown() {
        return !optional || !sample.isEmpty();
    }

    JsonValue example() {
        return sample.isEmpty() ? value.example() : value.fromText(sample);
    }

    @Nullable
    Object get(Record owner) {
        try {
            return accessor.invoke(owner);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
