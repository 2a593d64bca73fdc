package io.cairo.docs;

import static io.cairo.base.JsonTree.JSON;

import io.cairo.base.JsonTree;
import io.cairo.message.Message;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The schemas of messages, of many of them, and of the answer. */
final class Messages {
    /** Any of these says whom a message is about, and which message it is. */
    static final List<String> IDENTIFIERS = List.of("userId", "anonymousId", "messageId", "timestamp");

    private Messages() {}

    /** The name of a type's schema: {@code Track}. */
    static String name(Message.Type type) {
        return type.wire().substring(0, 1).toUpperCase(Locale.ROOT)
                + type.wire().substring(1);
    }

    static void addTo(JsonObjectBuilder schemas) {
        for (Message.Type type : Message.Type.values()) {
            schemas.add(name(type), message(type));
        }
        schemas.add("Message", any())
                .add("Batch", object("batch", list("Message")))
                .add("Accepted", accepted())
                .add("Rejected", rejected());
    }

    private static JsonObjectBuilder message(Message.Type type) {
        JsonObjectBuilder fields = JSON.createObjectBuilder();
        IDENTIFIERS.forEach(name -> fields.add(name, of("string")));
        fields.add("context", of("object")).add("integrations", of("object")).add("namespace", of("string"));
        List<String> required = switch (type) {
            case TRACK -> with(fields.add("properties", of("object")), "event");
            case PAGE, SCREEN -> optional(fields.add("properties", of("object")), "name");
            case IDENTIFY -> optional(fields.add("traits", of("object")));
            case GROUP -> with(fields.add("traits", of("object")), "groupId");
            case ALIAS -> with(fields, "userId", "previousId");
        };
        JsonObjectBuilder schema =
                JSON.createObjectBuilder().add("type", "object").add("properties", fields);
        if (!required.isEmpty()) {
            schema.add("required", JSON.createArrayBuilder(required));
        }
        if (type != Message.Type.GROUP && type != Message.Type.ALIAS) {
            schema.add("anyOf", JSON.createArrayBuilder().add(needs("userId")).add(needs("anonymousId")));
        }
        return schema.add("examples", JSON.createArrayBuilder().add(example(type)));
    }

    private static List<String> with(JsonObjectBuilder fields, String... names) {
        optional(fields, names);
        return List.of(names);
    }

    private static List<String> optional(JsonObjectBuilder fields, String... names) {
        for (String name : names) {
            fields.add(name, of("string"));
        }
        return List.of();
    }

    private static JsonObject example(Message.Type type) {
        return JsonTree.readObject(Door.example(type).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObjectBuilder any() {
        JsonArrayBuilder each = JSON.createArrayBuilder();
        for (Message.Type type : Message.Type.values()) {
            each.add(JSON.createObjectBuilder()
                    .add("type", "object")
                    .add("required", JSON.createArrayBuilder().add("type"))
                    .add(
                            "properties",
                            JSON.createObjectBuilder()
                                    .add("type", JSON.createObjectBuilder().add("const", type.wire())))
                    .add("allOf", JSON.createArrayBuilder().add(OpenApiParts.schema(name(type)))));
        }
        return JSON.createObjectBuilder().add("oneOf", each);
    }

    private static JsonObjectBuilder accepted() {
        return JSON.createObjectBuilder()
                .add("type", "object")
                .add(
                        "properties",
                        JSON.createObjectBuilder()
                                .add("success", JSON.createObjectBuilder().add("const", true))
                                .add("received", of("integer"))
                                .add("accepted", of("integer"))
                                .add("duplicates", of("integer"))
                                .add("rejected", list("Rejected")))
                .add("required", JSON.createArrayBuilder(List.of("success", "received", "accepted", "duplicates")));
    }

    private static JsonObjectBuilder rejected() {
        return JSON.createObjectBuilder()
                .add("type", "object")
                .add(
                        "properties",
                        JSON.createObjectBuilder()
                                .add("index", of("integer"))
                                .add("messageId", of("string"))
                                .add("code", of("string"))
                                .add("message", of("string")))
                .add("required", JSON.createArrayBuilder(List.of("index", "code", "message")));
    }

    private static JsonObjectBuilder object(String field, JsonObjectBuilder schema) {
        return JSON.createObjectBuilder()
                .add("type", "object")
                .add("properties", JSON.createObjectBuilder().add(field, schema))
                .add("required", JSON.createArrayBuilder().add(field));
    }

    private static JsonObjectBuilder list(String schema) {
        return of("array").add("items", OpenApiParts.schema(schema));
    }

    private static JsonObjectBuilder of(String type) {
        return JSON.createObjectBuilder().add("type", type);
    }

    private static JsonObjectBuilder needs(String field) {
        return JSON.createObjectBuilder()
                .add("required", JSON.createArrayBuilder().add(field));
    }
}
