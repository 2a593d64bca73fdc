package io.cairo.destination;

import io.cairo.base.JsonTree;
import io.cairo.context.Overview;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

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
        return "list_destination_types tells the settings of each. All are tested with the requests that they make, and with the"
                + " vendor's answers: so many that mean success, so many that mean failure, whole or in part. Where a real server can"
                + " be had, events were delivered to it.";
    }

    @Override
    public List<String> columns() {
        return List.of("Type", "Vendor", "Connection test", "Forgets people", "Answers tested", "Tested against");
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
                tested.getBoolean("probe") ? "yes" : "no",
                tested.getBoolean("forgets") ? "yes" : "no",
                tested.getInt("successes") + " of success, " + tested.getInt("failures") + " of failure",
                tested.getString("server", "recorded answers"));
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
