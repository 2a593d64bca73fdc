package io.cairo.plan;

import com.fasterxml.jackson.core.JsonToken;
import io.cairo.plan.Demand.Bound;
import io.cairo.plan.Demand.Count;
import io.cairo.plan.Demand.Elements;
import io.cairo.plan.Demand.Member;
import io.cairo.plan.Demand.Members;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a schema of the simple kind as a {@link Demand}. What it knows means the same in all drafts, or less in an older one;
 * asking for more than the schema is allowed, for less is not.
 */
final class SimpleSchema {
    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "enum",
            "const",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "minItems",
            "maxItems");

    /** They ask for nothing, or hold schemas that nothing of the simple kind can refer to. */
    private static final Set<String> NOTES = Set.of(
            "$schema",
            "id",
            "$comment",
            "title",
            "description",
            "default",
            "examples",
            "labels",
            "format",
            "deprecated",
            "readOnly",
            "writeOnly",
            "definitions",
            "$defs");

    /** Stands in a tree for what cannot be stored: names that look different in the event could become one that has it. */
    private static final char REPLACEMENT = '\uFFFD';

    private boolean understood = true;

    /** Whether all that was read is of the simple kind; if not, what was made of it is of no use. */
    boolean isUnderstood() {
        return understood;
    }

    /** What a schema asks for; null if nothing. */
    @Nullable
    Demand demand(@Nullable JsonValue schema) {
        if (schema == null || schema == JsonValue.TRUE) {
            return null;
        }
        if (schema == JsonValue.FALSE) {
            return Demand.IMPOSSIBLE;
        }
        if (!(schema instanceof JsonObject object)) {
            understood = false;
            return null;
        }
        Set<String> asking = new HashSet<>(object.keySet());
        asking.removeAll(NOTES);
        understood &= KEYWORDS.containsAll(asking);
        return asking.isEmpty() ? null : demanded(object);
    }

    private <T> T unknown(T instead) {
        understood = false;
        return instead;
    }

    private Demand demanded(JsonObject schema) {
        return new Demand(
                kinds(schema.get("type")),
                choice(schema),
                count(schema, "minLength", "maxLength"),
                bounds(schema),
                members(schema),
                new Elements(demand(schema.get("items")), count(schema, "minItems", "maxItems")));
    }

    private Set<JsonToken> kinds(@Nullable JsonValue type) {
        if (type == null) {
            return EnumSet.allOf(JsonToken.class);
        }
        Set<JsonToken> kinds = EnumSet.noneOf(JsonToken.class);
        for (JsonValue one : type instanceof JsonArray several ? several : List.of(type)) {
            kinds.addAll(one instanceof JsonString name ? kinds(name.getString()) : unknown(Set.of()));
        }
        return kinds;
    }

    private Set<JsonToken> kinds(String type) {
        return switch (type) {
            case "object" -> Set.of(JsonToken.START_OBJECT);
            case "array" -> Set.of(JsonToken.START_ARRAY);
            case "string" -> Set.of(JsonToken.VALUE_STRING);
            case "integer" -> Set.of(JsonToken.VALUE_NUMBER_INT);
            case "number" -> Set.of(JsonToken.VALUE_NUMBER_INT, JsonToken.VALUE_NUMBER_FLOAT);
            case "boolean" -> Set.of(JsonToken.VALUE_TRUE, JsonToken.VALUE_FALSE);
            case "null" -> Set.of(JsonToken.VALUE_NULL);
            default -> unknown(Set.of());
        };
    }

    private @Nullable Choice choice(JsonObject schema) {
        JsonValue several = schema.get("enum");
        JsonValue one = schema.get("const");
        if (several == null || one == null) {
            return several != null ? Choice.of(list(several)) : one != null ? Choice.of(List.of(one)) : null;
        }
        return Choice.of(list(several)).and(Choice.of(List.of(one)));
    }

    /** The number, if it is a whole one that a long can hold. */
    static Optional<Long> whole(JsonNumber number) {
        try {
            return Optional.of(number.bigDecimalValue().longValueExact());
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private @Nullable Count count(JsonObject schema, String least, String most) {
        if (!schema.containsKey(least) && !schema.containsKey(most)) {
            return null;
        }
        return new Count(whole(schema.get(least), 0), whole(schema.get(most), Integer.MAX_VALUE));
    }

    private int whole(@Nullable JsonValue value, int usual) {
        if (value == null) {
            return usual;
        }
        Optional<Long> whole = value instanceof JsonNumber number ? whole(number) : Optional.empty();
        return whole.filter(count -> count == count.intValue())
                .map(Long::intValue)
                .orElseGet(() -> unknown(usual));
    }

    private List<Bound> bounds(JsonObject schema) {
        List<Bound> bounds = new ArrayList<>();
        bound(bounds, schema.get("minimum"), false, true);
        bound(bounds, schema.get("exclusiveMinimum"), false, false);
        bound(bounds, schema.get("maximum"), true, true);
        bound(bounds, schema.get("exclusiveMaximum"), true, false);
        return bounds;
    }

    private void bound(List<Bound> bounds, @Nullable JsonValue end, boolean upper, boolean included) {
        if (end instanceof JsonNumber number) {
            BigDecimal exact = number.bigDecimalValue();
            bounds.add(new Bound(exact, exact.doubleValue(), upper, included));
        } else if (end != null) {
            understood = false; // in draft 4 a boolean stands there
        }
    }

    private Members members(JsonObject schema) {
        Demand others = demand(schema.get("additionalProperties"));
        Map<String, Member> named = new HashMap<>();
        if (schema.get("properties") instanceof JsonObject properties) {
            properties.forEach((name, inner) -> {
                understood &= name.indexOf(REPLACEMENT) < 0;
                named.put(name, new Member(demand(inner), 0));
            });
        } else {
            understood &= !schema.containsKey("properties");
        }
        return new Members(named, others, require(schema.get("required"), named, others));
    }

    /** Gives each that is required a bit, and tells how many have one. */
    private int require(@Nullable JsonValue required, Map<String, Member> named, @Nullable Demand others) {
        int bits = 0;
        for (JsonValue one : new LinkedHashSet<>(required == null ? List.<JsonValue>of() : list(required))) {
            if (!(one instanceof JsonString text) || bits == Long.SIZE) {
                return unknown(0);
            }
            String name = text.getString();
            Member member = named.get(name);
            named.put(name, new Member(member == null ? others : member.demand(), 1L << bits++));
        }
        return bits;
    }

    private List<JsonValue> list(JsonValue value) {
        return value instanceof JsonArray list ? list : unknown(List.<JsonValue>of());
    }
}
