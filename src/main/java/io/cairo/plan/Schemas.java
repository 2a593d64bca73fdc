package io.cairo.plan;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the pieces that all formats of plans share. */
final class Schemas {
    private Schemas() {}

    /** An object, or a text that spells one. */
    static JsonObject object(@Nullable JsonValue value, String path) {
        if (value instanceof JsonObject object) {
            return object;
        }
        if (value instanceof JsonString text) {
            try {
                return JsonTree.readObject(text.getString().getBytes(StandardCharsets.UTF_8));
            } catch (Problem e) {
                throw Problem.invalid(path, "is a text that spells no JSON object");
            }
        }
        throw Problem.invalid(path, value == null ? "is missing; an object must stand there" : "must be an object");
    }

    static String text(JsonObject object, String name, String usual) {
        return object.get(name) instanceof JsonString text ? text.getString() : usual;
    }

    static @Nullable String key(@Nullable JsonValue value) {
        return value instanceof JsonString text && !text.getString().isEmpty() ? text.getString() : null;
    }

    /** A number, or RudderStack's {@code 1-0-0}, whose first part counts; 1 if there is none. */
    static int version(@Nullable JsonValue value) {
        if (value instanceof JsonNumber number && number.isIntegral() && number.longValue() > 0) {
            return (int) Math.min(Integer.MAX_VALUE, number.longValue());
        }
        if (value instanceof JsonString text && text.getString().matches("[1-9]\\d{0,8}([-.].*)?")) {
            return Integer.parseInt(text.getString().split("[-.]", 2)[0]);
        }
        return 1;
    }

    /** The schema that stands in an object alone under {@code schema}, or is the object. */
    static JsonObject within(JsonObject holder, String path) {
        boolean wrapped = holder.get("schema") instanceof JsonObject && !holder.containsKey("properties");
        return normal(wrapped ? holder.getJsonObject("schema") : holder, path);
    }

    /**
     * A schema as it is kept: its draft's name in one spelling, at the top and nowhere else, and no name of its own.
     *
     * @throws Problem INVALID_ARGUMENT if it names a draft that is not known
     */
    static JsonObject normal(JsonObject schema, String path) {
        String draft = schema.get("$schema") instanceof JsonString named
                ? Drafts.named(named.getString())
                        .orElseThrow(() -> Problem.invalid(path + ".$schema", "is no draft that is known")
                                .allowed(Drafts.ALL))
                : Drafts.DRAFT_2020;
        JsonObjectBuilder normal = JsonTree.JSON.createObjectBuilder();
        schema.forEach((name, value) -> {
            if (!name.equals("$id") && !name.equals("id") && !name.equals("$schema") && !isStray(name, value)) {
                normal.add(name, withoutDrafts(value));
            }
        });
        return normal.add("$schema", draft).build();
    }

    /** RudderStack's exports have a version among the keywords. */
    private static boolean isStray(String name, JsonValue value) {
        return name.equals("version") && !(value instanceof JsonObject);
    }

    private static JsonValue withoutDrafts(JsonValue value) {
        if (value instanceof JsonObject object) {
            JsonObjectBuilder without = JsonTree.JSON.createObjectBuilder();
            object.forEach((name, inner) -> {
                if (!name.equals("$schema") || !(inner instanceof JsonString)) {
                    without.add(name, withoutDrafts(inner));
                }
            });
            return without.build();
        }
        if (value instanceof JsonArray list) {
            return JsonTree.JSON
                    .createArrayBuilder(
                            list.stream().map(Schemas::withoutDrafts).toList())
                    .build();
        }
        return value;
    }

    /** The schema of whole events whose properties are as {@code inner} says. */
    static JsonObject ofProperties(JsonObject inner) {
        JsonObjectBuilder schema = JsonTree.JSON
                .createObjectBuilder()
                .add("$schema", Drafts.DRAFT_2020)
                .add("properties", JsonTree.JSON.createObjectBuilder().add("properties", typed(inner)));
        if (inner.get("required") instanceof JsonArray required && !required.isEmpty()) {
            schema.add("required", JsonTree.JSON.createArrayBuilder().add("properties"));
        }
        return schema.build();
    }

    private static JsonObject typed(JsonObject inner) {
        return inner.containsKey("type")
                ? inner
                : JsonTree.JSON.createObjectBuilder(inner).add("type", "object").build();
    }
}
