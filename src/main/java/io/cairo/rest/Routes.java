package io.cairo.rest;

import io.cairo.base.JsonTree;
import io.cairo.tool.ToolEntry;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which tool answers which method and path. Fixed words win over variables. */
final class Routes {
    private record Route(String method, List<String> segments, ToolEntry entry) {
        boolean covers(List<String> path) {
            if (path.size() != segments.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!isVariable(segments.get(i)) && !segments.get(i).equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }

        long variables() {
            return segments.stream().filter(Routes::isVariable).count();
        }
    }

    /** A tool and what the path said. */
    record Match(ToolEntry entry, Map<String, String> variables) {

        /** All arguments as one object, in the tool's own names: the body, then the query, then the path. */
        JsonObject arguments(JsonObject body, Map<String, String> query) {
            JsonObjectBuilder all = JsonTree.JSON.createObjectBuilder(body);
            query.forEach((name, text) -> all.add(name, entry.arguments().fromText(name, text)));
            JsonObjectBuilder named =
                    JsonTree.JSON.createObjectBuilder(entry.arguments().renamed(all.build()));
            variables.forEach((name, text) -> named.add(name, entry.arguments().fromText(name, text)));
            return named.build();
        }
    }

    private final List<Route> routes;

    Routes(List<ToolEntry> entries) {
        routes = entries.stream()
                .flatMap(entry -> entry.routes().stream().map(route -> route(entry, route)))
                .toList();
    }

    private static Route route(ToolEntry entry, String route) {
        String[] parts = route.split(" ", 2);
        return new Route(parts[0], segments(parts[1]), entry);
    }

    Optional<Match> find(String method, String path) {
        List<String> segments = segments(path);
        return covering(segments)
                .filter(route -> route.method().equals(method))
                .findFirst()
                .map(route -> new Match(route.entry(), variables(route, segments)));
    }

    /** The methods that the path knows. */
    List<String> methods(String path) {
        return covering(segments(path)).map(Route::method).distinct().toList();
    }

    private Stream<Route> covering(List<String> path) {
        return routes.stream().filter(route -> route.covers(path)).sorted(Comparator.comparingLong(Route::variables));
    }

    private static Map<String, String> variables(Route route, List<String> path) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String segment = route.segments().get(i);
            if (isVariable(segment)) {
                variables.put(segment.substring(1, segment.length() - 1), path.get(i));
            }
        }
        return variables;
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>(List.of(path.split("/", -1)));
        segments.removeIf(String::isEmpty);
        return segments;
    }
}
