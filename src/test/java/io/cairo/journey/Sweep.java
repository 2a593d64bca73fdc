package io.cairo.journey;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Calls every tool that a key can see, over MCP and over its REST route, each with whatever of an {@link Estate} its
 * schema has room for. A tool that is added later is called too.
 *
 * @param endpoint of MCP; only those who may call {@code /mcp} may call the REST routes
 */
record Sweep(Wire wire, String endpoint, Estate estate) {
    /** Arguments that say whose data are meant. */
    private static final List<String> SCOPES = List.of("tenant", "namespace", "project_id", "project_slug");

    /** What came back of one call. */
    record Told(String tool, String request, String answer) {}

    List<Told> all() {
        List<Told> told = new ArrayList<>();
        for (JsonObject tool : tools()) {
            String name = tool.getString("name");
            JsonObject described = describe(name);
            for (JsonObject arguments : attempts(tool.getJsonObject("inputSchema"), example(described))) {
                told.add(
                        new Told(name, "MCP " + arguments, call(name, arguments).toString()));
                if (endpoint.equals("/mcp") && described.containsKey("route")) {
                    told.add(rest(name, described.getString("route"), arguments));
                }
            }
        }
        return told;
    }

    /** Every tool once, with lures, where only so many calls may be made. */
    List<Told> once() {
        List<Told> told = new ArrayList<>();
        for (JsonObject tool : tools()) {
            String name = tool.getString("name");
            JsonObject schema = tool.getJsonObject("inputSchema").getJsonObject("properties");
            JsonObject lured = without(
                    SCOPES, lured(schema, example(describe(name)), estate.ids().get(0)));
            told.add(new Told(name, "MCP " + lured, call(name, lured).toString()));
        }
        return told;
    }

    /** Every resource there is for the key, read. */
    List<Told> resources() {
        return wire
                .mcp(endpoint, "resources/list", Json.createObjectBuilder())
                .getJsonObject("result")
                .getJsonArray("resources")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(resource -> read(resource.getString("uri")))
                .toList();
    }

    private Told read(String uri) {
        JsonObject answer =
                wire.mcp(endpoint, "resources/read", Json.createObjectBuilder().add("uri", uri));
        return new Told(uri, "read", answer.toString());
    }

    private List<JsonObject> tools() {
        return wire.mcp(endpoint, "tools/list", Json.createObjectBuilder())
                .getJsonObject("result")
                .getJsonArray("tools")
                .getValuesAs(JsonObject.class);
    }

    private JsonObject call(String tool, JsonObject arguments) {
        return call(endpoint, tool, arguments);
    }

    private JsonObject call(String at, String tool, JsonObject arguments) {
        return wire.mcp(
                at, "tools/call", Json.createObjectBuilder().add("name", tool).add("arguments", arguments));
    }

    private JsonObject describe(String tool) {
        String at = endpoint.equals("/mcp/account") ? endpoint : "/mcp";
        String text = call(at, "describe_tool", Estate.object("tool_name", tool))
                .getJsonObject("result")
                .getJsonArray("content")
                .getJsonObject(0)
                .getString("text");
        return Json.createReader(new StringReader(text)).readObject();
    }

    private static JsonObject example(JsonObject described) {
        return described.getJsonObject("example").getJsonObject("params").getJsonObject("arguments");
    }

    /** Nothing but what is required; then, with each id in turn, all lures: of every scope, of none, and of each alone. */
    private Set<JsonObject> attempts(JsonObject schema, JsonObject example) {
        Set<JsonObject> attempts = new LinkedHashSet<>();
        attempts.add(example);
        for (String id : estate.ids()) {
            JsonObject lured = lured(schema.getJsonObject("properties"), example, id);
            attempts.add(lured);
            attempts.add(without(SCOPES, lured));
            for (String scope : SCOPES) {
                List<String> others =
                        SCOPES.stream().filter(other -> !other.equals(scope)).toList();
                attempts.add(without(others, lured));
            }
        }
        return attempts;
    }

    private static JsonObject without(List<String> names, JsonObject arguments) {
        JsonObjectBuilder left = Json.createObjectBuilder(arguments);
        names.forEach(left::remove);
        return left.build();
    }

    private JsonObject lured(JsonObject properties, JsonObject example, String id) {
        JsonObjectBuilder arguments = Json.createObjectBuilder(example);
        properties.forEach((name, schema) -> {
            if (schema.asJsonObject().getString("format", "").equals("uuid")) {
                arguments.add(name, id);
            } else if (estate.lures().containsKey(name)) {
                arguments.add(name, estate.lures().get(name));
            } else if (name.equals("name")) {
                arguments.add(name, estate.tenant());
            }
        });
        return arguments.build();
    }

    private Told rest(String tool, String route, JsonObject arguments) {
        String method = route.substring(0, route.indexOf(' '));
        String path = route.substring(route.indexOf(' ') + 1);
        JsonObjectBuilder rest = Json.createObjectBuilder(arguments);
        for (String name : arguments.keySet()) {
            if (path.contains("{" + name + "}")) {
                path = path.replace("{" + name + "}", encoded(arguments.get(name)));
                rest.remove(name);
            }
        }
        JsonObject left = rest.build();
        boolean hasBody = !method.equals("GET") && !method.equals("DELETE");
        String target = hasBody ? path : path + query(left);
        Wire.Answer answer = wire.call(method, target, hasBody ? left : JsonValue.EMPTY_JSON_OBJECT);
        return new Told(tool, method + " " + target + " " + left, answer.status() + " " + answer.body());
    }

    private static String query(JsonObject arguments) {
        StringBuilder query = new StringBuilder("?");
        arguments.forEach((name, value) ->
                query.append(name).append('=').append(encoded(value)).append('&'));
        return query.toString();
    }

    private static String encoded(JsonValue value) {
        String text = value instanceof JsonString string ? string.getString() : value.toString();
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
