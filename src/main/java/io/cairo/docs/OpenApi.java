package io.cairo.docs;

import static io.cairo.base.JsonTree.JSON;

import io.cairo.base.Product;
import io.cairo.tool.ToolEntry;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The REST routes as OpenAPI 3.1: the twins of tools, and where applications deliver. */
final class OpenApi {
    private static final String ABOUT =
            "Tools over REST, and Segment's HTTP API. Arguments may be written in snake or in camel case; what stands in the"
                    + " query may stand in the body as well. Every refusal has the same body.";

    private final Map<String, JsonObjectBuilder> paths = new LinkedHashMap<>();
    private final Surface surface;

    OpenApi(Surface surface) {
        this.surface = surface;
    }

    JsonObject json() {
        surface.tools().stream().map(Twin::all).flatMap(List::stream).forEach(this::twin);
        Door.all().forEach(this::door);
        JsonObjectBuilder all = JSON.createObjectBuilder();
        paths.forEach(all::add);
        return JSON.createObjectBuilder()
                .add("openapi", "3.1.0")
                .add("info", info())
                .add(
                        "servers",
                        JSON.createArrayBuilder().add(JSON.createObjectBuilder().add("url", BaseUrl.MARKER)))
                .add("security", OpenApiParts.security())
                .add("tags", tags())
                .add("paths", all)
                .add("components", OpenApiParts.components())
                .add("externalDocs", JSON.createObjectBuilder().add("url", BaseUrl.MARKER + "/docs"))
                .build();
    }

    private static JsonObjectBuilder info() {
        return JSON.createObjectBuilder()
                .add("title", "Cairo")
                .add("version", Product.VERSION)
                .add("summary", Product.DESCRIPTION)
                .add("description", ABOUT);
    }

    private JsonArrayBuilder tags() {
        JsonArrayBuilder tags = JSON.createArrayBuilder();
        surface.categories().entrySet().stream()
                .filter(category -> category.getValue().stream()
                        .map(ToolEntry::tool)
                        .anyMatch(tool -> !tool.route().isEmpty()))
                .forEach(category -> tags.add(JSON.createObjectBuilder().add("name", category.getKey())));
        return tags.add(JSON.createObjectBuilder().add("name", OpenApiDoor.TAG));
    }

    private void twin(Twin twin) {
        path(twin.path()).add(twin.method().toLowerCase(Locale.ROOT), new OpenApiTwin(twin).operation());
    }

    private void door(Door door) {
        String method = door.route().kind().method().toLowerCase(Locale.ROOT);
        door.paths().forEach(path -> path(path).add(method, new OpenApiDoor(door, path).operation()));
    }

    private JsonObjectBuilder path(String path) {
        return paths.computeIfAbsent(path, first -> JSON.createObjectBuilder());
    }
}
