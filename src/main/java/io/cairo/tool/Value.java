package io.cairo.tool;

import io.cairo.base.JsonTree;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/** How one Java type stands in JSON: its schema, its reading and its writing, so that they cannot disagree. */
interface Value {

    /** Adds what JSON Schema says of it. */
    void describe(JsonObjectBuilder schema);

    /**
     * The Java value.
     *
     * @param path the field as its sender would name it: {@code events[3].name}
     * @throws io.cairo.base.Problem INVALID_ARGUMENT, naming the field, what came and what is allowed
     */
    Object read(String path, JsonValue json);

    /** What it must be, in words that stand after "must be": an integer from 1 to 100. */
    String needed();

    /** The JSON value of what {@link #read} gave or a tool answered. */
    JsonValue write(Object value);

    /** The JSON that a text in a query or a path means for this type; text stays text where it means nothing else. */
    default JsonValue fromText(String text) {
        return JsonTree.JSON.createValue(text);
    }

    /** The same JSON with the names that records have, where it uses their camel case. */
    default JsonValue renamed(JsonValue json) {
        return json;
    }

    /** A value that would be accepted. */
    JsonValue example();
}
