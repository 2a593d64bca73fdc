package io.cairo.docs;

import static io.cairo.base.JsonTree.JSON;

import io.cairo.base.Problem;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** What operations share: schemas, the forms of a key, the refusals. */
final class OpenApiParts {
    private static final List<String> KEY_FORMS = List.of("basic", "writeKey", "apiKey", "bearer", "query");

    private OpenApiParts() {}

    static JsonObjectBuilder components() {
        JsonObjectBuilder schemas = JSON.createObjectBuilder()
                .add("Error", error())
                .add("Anything", JSON.createObjectBuilder().add("type", "object"));
        Messages.addTo(schemas);
        return JSON.createObjectBuilder()
                .add("schemas", schemas)
                .add("responses", refusals())
                .add("securitySchemes", schemes());
    }

    static JsonObjectBuilder json(JsonObject schema) {
        return JSON.createObjectBuilder()
                .add("application/json", JSON.createObjectBuilder().add("schema", schema));
    }

    static JsonObject schema(String name) {
        return JSON.createObjectBuilder()
                .add("$ref", "#/components/schemas/" + name)
                .build();
    }

    /** Adds the refusals that these statuses stand for. */
    static void refuse(JsonObjectBuilder responses, IntPredicate statuses) {
        ErrorSection.codes().keySet().stream()
                .filter(status -> status != 405 && statuses.test(status))
                .forEach(status -> responses.add(
                        status.toString(),
                        JSON.createObjectBuilder().add("$ref", "#/components/responses/Refused" + status)));
    }

    private static JsonObjectBuilder refusals() {
        JsonObjectBuilder refusals = JSON.createObjectBuilder();
        for (Map.Entry<Integer, List<Problem.Code>> codes : ErrorSection.codes().entrySet()) {
            JsonObjectBuilder refusal = JSON.createObjectBuilder()
                    .add(
                            "description",
                            codes.getValue().stream().map(Problem.Code::wire).collect(Collectors.joining(", ")));
            if (codes.getKey() == 429 || codes.getKey() == 503) {
                refusal.add("headers", retryAfter());
            }
            refusals.add("Refused" + codes.getKey(), refusal.add("content", json(schema("Error"))));
        }
        return refusals;
    }

    private static JsonObjectBuilder retryAfter() {
        return JSON.createObjectBuilder()
                .add(
                        "Retry-After",
                        JSON.createObjectBuilder()
                                .add("description", "Seconds to wait")
                                .add(
                                        "schema",
                                        JSON.createObjectBuilder()
                                                .add("type", "integer")
                                                .add("minimum", 1)));
    }

    private static JsonObjectBuilder error() {
        JsonArrayBuilder codes = JSON.createArrayBuilder();
        Arrays.stream(Problem.Code.values()).map(Problem.Code::wire).forEach(codes::add);
        JsonObjectBuilder text = JSON.createObjectBuilder().add("type", "string");
        JsonObject sentence = text.add("description", "What to change").build();
        return JSON.createObjectBuilder()
                .add("type", "object")
                .add(
                        "properties",
                        JSON.createObjectBuilder()
                                .add("success", JSON.createObjectBuilder().add("const", false))
                                .add(
                                        "code",
                                        JSON.createObjectBuilder()
                                                .add("type", "string")
                                                .add("examples", codes))
                                .add("message", sentence)
                                .add("error", sentence))
                .add("required", JSON.createArrayBuilder(List.of("success", "code", "message", "error")));
    }

    /** One of the forms is enough. */
    static JsonArrayBuilder security() {
        JsonArrayBuilder security = JSON.createArrayBuilder();
        KEY_FORMS.forEach(form -> security.add(JSON.createObjectBuilder().add(form, JSON.createArrayBuilder())));
        return security;
    }

    private static JsonObjectBuilder schemes() {
        return JSON.createObjectBuilder()
                .add("basic", http("basic").add("description", "The key is the user name; no password"))
                .add("writeKey", key("header", "X-Write-Key"))
                .add("apiKey", key("header", "X-API-Key"))
                .add("bearer", http("bearer"))
                .add(
                        "query",
                        key("query", "writeKey")
                                .add("description", "Messages may also carry writeKey at the top of their body"));
    }

    private static JsonObjectBuilder http(String scheme) {
        return JSON.createObjectBuilder().add("type", "http").add("scheme", scheme);
    }

    private static JsonObjectBuilder key(String in, String name) {
        return JSON.createObjectBuilder().add("type", "apiKey").add("in", in).add("name", name);
    }
}
