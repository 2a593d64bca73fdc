package io.cairo.docs;

import io.cairo.context.Overview;
import io.cairo.context.Prompts;
import io.cairo.context.Resources;
import io.cairo.message.IngestRoutes;
import io.cairo.message.IngestRoutes.Route;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.ToolRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything there is to tell of. */
record Surface(List<ToolEntry> tools, List<Topic> resources, List<Topic> prompts, List<Overview> overviews) {

    /**
     * A resource or a prompt.
     *
     * @param name what a client asks for: {@code events://recent}
     */
    record Topic(String name, String title, String description) {}

    /** What these registries hold. */
    static Surface of(ToolRegistry tools, Resources resources, Prompts prompts, Stream<Overview> overviews) {
        return new Surface(
                tools.entries(),
                resources.all().stream()
                        .map(resource -> new Topic(resource.uri(), resource.title(), resource.description()))
                        .toList(),
                prompts.all().stream()
                        .map(prompt -> new Topic(prompt.name(), prompt.title(), prompt.description()))
                        .toList(),
                overviews.sorted(Comparator.comparing(Overview::title)).toList());
    }

    /** The tools under the titles of their toolboxes, both in alphabetical order. */
    Map<String, List<ToolEntry>> categories() {
        Map<String, List<ToolEntry>> categories = new TreeMap<>();
        tools.forEach(entry -> categories
                .computeIfAbsent(entry.category(), title -> new ArrayList<>())
                .add(entry));
        return categories;
    }

    /** The ingestion paths by what they mean; the path to recommend comes first. */
    static Map<Route, List<String>> ingestion() {
        Map<Route, List<String>> paths = new LinkedHashMap<>();
        IngestRoutes.byPath()
                .forEach((path, route) ->
                        paths.computeIfAbsent(route, same -> new ArrayList<>()).add(path));
        return paths;
    }

    /** A title as the last part of an address or the name of a field. */
    static String slug(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("_$", "");
    }
}
