package io.cairo.docs;

import static io.cairo.base.JsonTree.JSON;

import io.cairo.tool.ToolEntry;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.stream.Collectors;

/** The REST twin of one tool as an operation. */
final class OpenApiTwin {
    private final Twin twin;
    private final ToolEntry entry;
    private final JsonObject schema;
    private final JsonObject rest;
    private final List<String> required;

    OpenApiTwin(Twin twin) {
        this.twin = twin;
        this.entry = twin.entry();
        this.schema = entry.arguments().schema();
        this.rest = twin.withoutVariables(schema.getJsonObject("properties"));
        this.required = required(schema);
    }

    private static List<String> required(JsonObject schema) {
        JsonArray names = schema.containsKey("required") ? schema.getJsonArray("required") : JsonValue.EMPTY_JSON_ARRAY;
        return names.getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .collect(Collectors.toList());
    }

    JsonObjectBuilder operation() {
        JsonObjectBuilder operation = JSON.createObjectBuilder()
                .add("operationId", twin.operation())
                .add("tags", JSON.createArrayBuilder().add(entry.category()))
                .add("summary", entry.tool().title())
                .add(
                        "description",
                        entry.tool().description() + " Needs the right "
                                + entry.right().wire() + ".");
        JsonArray parameters = parameters();
        if (!parameters.isEmpty()) {
            operation.add("parameters", parameters);
        }
        if (twin.hasBody() && !rest.isEmpty()) {
            operation.add("requestBody", body());
        }
        return operation.add("responses", responses());
    }

    private JsonArray parameters() {
        JsonArrayBuilder parameters = JSON.createArrayBuilder();
        JsonObject all = schema.getJsonObject("properties");
        twin.variables().forEach(name -> parameters.add(parameter("path", name, all.getJsonObject(name), true)));
        if (!twin.hasBody()) {
            rest.forEach((name, field) ->
                    parameters.add(parameter("query", name, field.asJsonObject(), required.contains(name))));
        }
        return parameters.build();
    }

    private static JsonObjectBuilder parameter(String in, String name, JsonObject field, boolean required) {
        JsonObjectBuilder parameter =
                JSON.createObjectBuilder().add("name", name).add("in", in).add("required", required);
        if (field.containsKey("description")) {
            parameter.add("description", field.get("description"));
        }
        JsonObject schema =
                JSON.createObjectBuilder(field).remove("description").build();
        return switch (field.getString("type", "")) {
            case "array" -> parameter.add("style", "form").add("explode", false).add("schema", schema);
            case "object", "" -> parameter.add("content", OpenApiParts.json(schema));
            default -> parameter.add("schema", schema);
        };
    }

    private JsonObjectBuilder body() {
        List<String> needed = required.stream().filter(rest::containsKey).toList();
        JsonObjectBuilder body =
                JSON.createObjectBuilder().add("type", "object").add("properties", rest);
        if (!needed.isEmpty()) {
            body.add("required", JSON.createArrayBuilder(needed));
        }
        body.add("additionalProperties", false);
        return JSON.createObjectBuilder()
                .add("required", !needed.isEmpty())
                .add("content", OpenApiParts.json(body.build()));
    }

    private JsonObjectBuilder responses() {
        JsonObjectBuilder good = JSON.createObjectBuilder()
                .add("description", twin.creates() ? "It was made" : "It was done")
                .add("content", OpenApiParts.json(result()));
        JsonObjectBuilder responses = JSON.createObjectBuilder().add(twin.creates() ? "201" : "200", good);
        OpenApiParts.refuse(responses, status -> switch (status) {
            case 404 -> !twin.variables().isEmpty();
            case 408, 413 -> twin.hasBody();
            case 409 -> !twin.method().equals("GET");
            default -> true;
        });
        return responses;
    }

    /** The tool's result, which REST puts beside {@code success}. */
    private JsonObject result() {
        JsonObject result = entry.result().schema();
        JsonObjectBuilder properties = JSON.createObjectBuilder()
                .add("success", JSON.createObjectBuilder().add("const", true));
        result.getJsonObject("properties").forEach(properties::add);
        JsonArrayBuilder always = JSON.createArrayBuilder().add("success");
        required(result).forEach(always::add);
        return JSON.createObjectBuilder()
                .add("type", "object")
                .add("properties", properties)
                .add("required", always)
                .build();
    }
}
