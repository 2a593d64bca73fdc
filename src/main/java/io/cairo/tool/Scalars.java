package io.cairo.tool;

import io.cairo.base.JsonTree;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The single values: texts, numbers, yes and no, and what is written as a text of a certain form. */
final class Scalars {
    private Scalars() {}

    private static void choices(JsonObjectBuilder schema, List<String> allowed) {
        JsonArrayBuilder choices = JsonTree.JSON.createArrayBuilder();
        allowed.forEach(choices::add);
        schema.add("enum", choices);
    }

    record Text(Limits limits) implements Value {
        private static final String SAMPLE = "text";

        @Override
        public void describe(JsonObjectBuilder schema) {
            schema.add("type", "string");
            limits.describe(schema, "minLength", "maxLength");
            if (!limits.allowed().isEmpty()) {
                choices(schema, limits.allowed());
            }
        }

        @Override
        public String needed() {
            return limits.allowed().isEmpty() ? limits.within("a text", " characters") : Limits.oneOf(limits.allowed());
        }

        @Override
        public Object read(String path, JsonValue json) {
            if (!(json instanceof JsonString string)) {
                throw Limits.wrong(path, needed(), json);
            }
            String text = string.getString();
            limits.check(path, text.codePointCount(0, text.length()), " characters");
            if (!limits.allowed().isEmpty() && !limits.allowed().contains(text)) {
                throw limits.notAllowed(path, text, limits.allowed());
            }
            return text;
        }

        @Override
        public JsonValue write(Object value) {
            return JsonTree.JSON.createValue((String) value);
        }

        @Override
        public JsonValue example() {
            return write(
                    limits.allowed().isEmpty() ? sample() : limits.allowed().get(0));
        }

        /** Long enough and not too long. */
        private String sample() {
            long length = Math.min(Math.max(SAMPLE.length(), limits.min()), limits.max());
            return SAMPLE.repeat((int) length / SAMPLE.length() + 1).substring(0, (int) length);
        }
    }

    /** Integers; {@code narrow} for those that must fit 32 bits. */
    record Whole(Limits limits, boolean narrow) implements Value {
        @Override
        public void describe(JsonObjectBuilder schema) {
            schema.add("type", "integer");
            limits.describe(schema, "minimum", "maximum");
        }

        @Override
        public String needed() {
            return limits.within("an integer");
        }

        @Override
        public Object read(String path, JsonValue json) {
            if (!(json instanceof JsonNumber number)) {
                throw Limits.wrong(path, needed(), json);
            }
            limits.check(path, number.doubleValue(), "");
            try {
                long exact = number.bigDecimalValue().longValueExact();
                return narrow ? (Object) Math.toIntExact(exact) : (Object) exact;
            } catch (ArithmeticException e) {
                throw Limits.wrong(path, needed() + (narrow ? " of 32 bits" : " of 64 bits"), json);
            }
        }

        @Override
        public JsonValue write(Object value) {
            return JsonTree.JSON.createValue(((Number) value).longValue());
        }

        @Override
        public JsonValue fromText(String text) {
            return numeric(text);
        }

        @Override
        public JsonValue example() {
            return write(limits.min() == Long.MIN_VALUE ? 1 : limits.min());
        }
    }

    record Decimal(Limits limits) implements Value {
        @Override
        public void describe(JsonObjectBuilder schema) {
            schema.add("type", "number");
            limits.describe(schema, "minimum", "maximum");
        }

        @Override
        public String needed() {
            return limits.within("a number");
        }

        @Override
        public Object read(String path, JsonValue json) {
            if (!(json instanceof JsonNumber number)) {
                throw Limits.wrong(path, needed(), json);
            }
            limits.check(path, number.doubleValue(), "");
            return number.doubleValue();
        }

        @Override
        public JsonValue write(Object value) {
            return JsonTree.JSON.createValue(BigDecimal.valueOf((Double) value));
        }

        @Override
        public JsonValue fromText(String text) {
            return numeric(text);
        }

        @Override
        public JsonValue example() {
            return JsonTree.JSON.createValue(limits.min() == Long.MIN_VALUE ? 1 : limits.min());
        }
    }

    record Flag() implements Value {
        @Override
        public void describe(JsonObjectBuilder schema) {
            schema.add("type", "boolean");
        }

        @Override
        public String needed() {
            return "true or false";
        }

        @Override
        public Object read(String path, JsonValue json) {
            return switch (json.getValueType()) {
                case TRUE -> true;
                case FALSE -> false;
                case ARRAY, OBJECT, STRING, NUMBER, NULL -> throw Limits.wrong(path, needed(), json);
            };
        }

        @Override
        public JsonValue write(Object value) {
            return (Boolean) value ? JsonValue.TRUE : JsonValue.FALSE;
        }

        @Override
        public JsonValue fromText(String text) {
            return switch (text) {
                case "true", "1" -> JsonValue.TRUE;
                case "false", "0" -> JsonValue.FALSE;
                default -> JsonTree.JSON.createValue(text);
            };
        }

        @Override
        public JsonValue example() {
            return JsonValue.TRUE;
        }
    }

    /** What is a text of a certain form: {@code format} names it for JSON Schema, {@code needed} for people. */
    record Formed(
            Limits limits,
            String format,
            String needed,
            String sample,
            Function<String, Object> parser,
            Function<Object, String> printer)
            implements Value {
        @Override
        public void describe(JsonObjectBuilder schema) {
            schema.add("type", "string").add("format", format);
        }

        @Override
        public Object read(String path, JsonValue json) {
            if (!(json instanceof JsonString string)) {
                throw Limits.wrong(path, needed, json);
            }
            try {
                return parser.apply(string.getString());
            } catch (IllegalArgumentException | DateTimeException e) {
                throw limits.notForm(path, needed, string.getString(), Optional.empty());
            }
        }

        @Override
        public JsonValue write(Object value) {
            return JsonTree.JSON.createValue(printer.apply(value));
        }

        @Override
        public JsonValue example() {
            return JsonTree.JSON.createValue(sample);
        }
    }

    /** The constants of an enum, in lower case. */
    record Choice(Limits limits, List<? extends Enum<?>> constants) implements Value {
        @Override
        public void describe(JsonObjectBuilder schema) {
            schema.add("type", "string");
            choices(schema, wires());
        }

        @Override
        public String needed() {
            return Limits.oneOf(wires());
        }

        @Override
        public Object read(String path, JsonValue json) {
            if (!(json instanceof JsonString string)) {
                throw Limits.wrong(path, needed(), json);
            }
            for (Enum<?> constant : constants) {
                if (wire(constant).equals(string.getString())) {
                    return constant;
                }
            }
            throw limits.notAllowed(path, string.getString(), wires());
        }

        @Override
        public JsonValue write(Object value) {
            return JsonTree.JSON.createValue(wire((Enum<?>) value));
        }

        @Override
        public JsonValue example() {
            return write(constants.get(0));
        }

        private List<String> wires() {
            return constants.stream().map(Choice::wire).toList();
        }

        private static String wire(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
    }

    private static JsonValue numeric(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs(number.scale()) > 400 ? JsonTree.JSON.createValue(text) : JsonTree.JSON.createValue(number);
        } catch (NumberFormatException e) {
            return JsonTree.JSON.createValue(text);
        }
    }
}
