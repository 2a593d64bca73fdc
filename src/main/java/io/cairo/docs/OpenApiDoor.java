package io.cairo.docs;

import static io.cairo.base.JsonTree.JSON;

import io.cairo.message.Message;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Delivery at one path as an operation. */
final class OpenApiDoor {
    /** Under what these operations are listed. */
    static final String TAG = "Send messages";

    private static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 408, 429, 500, 503);

    private final Door door;
    private final String path;

    OpenApiDoor(Door door, String path) {
        this.door = door;
        this.path = path;
    }

    JsonObjectBuilder operation() {
        JsonObjectBuilder operation = JSON.createObjectBuilder()
                .add(
                        "operationId",
                        door.route().kind().method().toLowerCase(Locale.ROOT) + path.replaceAll("[^A-Za-z0-9]+", "_"))
                .add("tags", JSON.createArrayBuilder().add(TAG))
                .add("summary", door.title())
                .add(
                        "description",
                        door.sentence() + (path.equals(door.path()) ? "" : " The same as " + door.path() + "."));
        switch (door.route().kind()) {
            case BATCH -> body(operation, "Batch");
            case EVENT -> body(operation, Messages.name(type()));
            case SELF_METRICS -> body(operation, "Anything");
            case PIXEL -> operation.add("parameters", query());
            case PROJECT_SETTINGS -> operation.add("parameters", key("path"));
            case SOURCE_CONFIG -> operation.add("parameters", key("query"));
        }
        return operation.add("responses", responses());
    }

    private Message.Type type() {
        return Objects.requireNonNull(door.route().type());
    }

    private static void body(JsonObjectBuilder operation, String schema) {
        operation.add(
                "requestBody",
                JSON.createObjectBuilder()
                        .add("required", true)
                        .add("content", OpenApiParts.json(OpenApiParts.schema(schema))));
    }

    private static JsonArrayBuilder key(String in) {
        return JSON.createArrayBuilder().add(parameter(in, "writeKey", true));
    }

    private JsonArrayBuilder query() {
        String name = type() == Message.Type.TRACK ? "event" : "name";
        JsonArrayBuilder query = key("query").add(parameter("query", name, type() == Message.Type.TRACK));
        for (String field : Messages.IDENTIFIERS) {
            query.add(parameter("query", field, false));
        }
        return query;
    }

    private static JsonObjectBuilder parameter(String in, String name, boolean required) {
        return JSON.createObjectBuilder()
                .add("name", name)
                .add("in", in)
                .add("required", required)
                .add("schema", JSON.createObjectBuilder().add("type", "string"));
    }

    private JsonObjectBuilder responses() {
        JsonObjectBuilder responses = JSON.createObjectBuilder().add("200", good());
        OpenApiParts.refuse(responses, REFUSALS::contains);
        return responses;
    }

    private JsonObjectBuilder good() {
        return switch (door.route().kind()) {
            case BATCH, EVENT -> answer("It is on disk", OpenApiParts.json(OpenApiParts.schema("Accepted")));
            case SELF_METRICS -> answer("Dropped", OpenApiParts.json(OpenApiParts.schema("Anything")));
            case PROJECT_SETTINGS, SOURCE_CONFIG ->
                answer("Settings", OpenApiParts.json(OpenApiParts.schema("Anything")));
            case PIXEL ->
                answer(
                        "An image; the message is on disk",
                        JSON.createObjectBuilder().add("image/gif", JsonObject.EMPTY_JSON_OBJECT));
        };
    }

    private static JsonObjectBuilder answer(String description, JsonObjectBuilder content) {
        return JSON.createObjectBuilder().add("description", description).add("content", content);
    }
}
