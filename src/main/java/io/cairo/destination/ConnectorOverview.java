package io.cairo.destination;

import io.cairo.base.JsonTree;
import io.cairo.context.Overview;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Every destination type with what was tested of it. The tests write {@code tested.json} from their own declarations and fail
 * when it says something else.
 */
@ApplicationScoped
public class ConnectorOverview implements Overview {

    @Override
    public String title() {
        return "Destination types";
    }

    @Override
    public String introduction() {
        return "list_destination_types tells the settings of each. What is tested of each: the connection test and so many answers"
                + " to it; the requests that events become; the ways to fail that the vendor has, each with what becomes of which"
                + " event. Where a real server can be had, events were delivered to it; else to a stand-in that refuses what the"
                + " vendor's documentation says, or the vendor's documented answers were read. All that speak HTTP are also tested"
                + " over connections that are cut, hang, or lead to a page to sign in.";
    }

    @Override
    public List<String> columns() {
        return List.of(
                "Type", "Vendor", "Connection test", "Forgets people", "Delivers", "Ways to fail", "Tested against");
    }

    @Override
    public List<List<String>> rows() {
        return tested().getValuesAs(JsonObject.class).stream()
                .map(ConnectorOverview::row)
                .toList();
    }

    private static List<String> row(JsonObject tested) {
        return List.of(
                tested.getString("type"),
                tested.getString("title"),
                (tested.getBoolean("probe") ? "a question" : "a test event") + ", " + tested.getInt("connection")
                        + " answers",
                tested.getBoolean("forgets") ? "yes" : "no",
                listed(tested, "carries", ", "),
                tested.getJsonArray("failures").size() + ": " + listed(tested, "failures", "; "),
                servers(tested));
    }

    private static String listed(JsonObject tested, String name, String between) {
        return tested.getJsonArray(name).getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .collect(Collectors.joining(between));
    }

    private static String servers(JsonObject tested) {
        List<JsonObject> servers = tested.getJsonArray("servers").getValuesAs(JsonObject.class);
        return servers.isEmpty()
                ? "answers as documented"
                : servers.stream().map(ConnectorOverview::server).collect(Collectors.joining("; "));
    }

    private static String server(JsonObject server) {
        String name = server.getString("name");
        return server.getBoolean("real") ? name : "a stand-in: " + name;
    }

    private static JsonArray tested() {
        try (InputStream json = Objects.requireNonNull(
                ConnectorOverview.class.getResourceAsStream("tested.json"), "tested.json is missing")) {
            return JsonTree.read(json.readAllBytes()).asJsonArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
