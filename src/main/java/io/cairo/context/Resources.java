package io.cairo.context;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every resource there is, by address, always in the same order. */
@ApplicationScoped
public class Resources {
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)}");

    @Inject
    @Any
    Instance<Resource> beans;

    private List<Found> all = List.of();

    /** A resource and what stood in its address in place of the names in braces. */
    public record Match(Resource resource, Map<String, String> variables) {}

    private record Found(Resource resource, Pattern address, List<String> variables) {
        static Found of(Resource resource) {
            Matcher names = VARIABLE.matcher(resource.uri());
            List<String> variables = names.results().map(name -> name.group(1)).toList();
            StringBuilder address = new StringBuilder();
            Arrays.stream(VARIABLE.split(resource.uri(), -1))
                    .map(Pattern::quote)
                    .reduce((before, after) -> before + "([^/?#]+)" + after)
                    .ifPresent(address::append);
            return new Found(resource, Pattern.compile(address.toString()), variables);
        }

        Optional<Match> match(String uri) {
            Matcher matcher = address.matcher(uri);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < variables.size(); i++) {
                values.put(variables.get(i), matcher.group(i + 1));
            }
            return Optional.of(new Match(resource, values));
        }
    }

    /** A registry of these, outside a container. */
    public static Resources of(Resource... resources) {
        Resources registry = new Resources();
        registry.take(Stream.of(resources));
        return registry;
    }

    @PostConstruct
    void collect() {
        take(beans.stream());
    }

    private void take(Stream<Resource> resources) {
        all = resources
                .sorted(Comparator.comparing(Resource::uri))
                .map(Found::of)
                .toList();
    }

    public List<Resource> all() {
        return all.stream().map(Found::resource).toList();
    }

    /** Those that this caller may read: single ones, or those that stand for many. */
    public List<Resource> visible(Caller caller, boolean templates) {
        Set<Right> rights = caller.rights();
        return all.stream()
                .map(Found::resource)
                .filter(resource -> resource.isTemplate() == templates && rights.contains(resource.right()))
                .toList();
    }

    /** What this caller reads at that address. */
    public Optional<Match> find(Caller caller, String uri) {
        return all.stream()
                .filter(found -> caller.may(found.resource().right()))
                .flatMap(found -> found.match(uri).stream())
                .findFirst();
    }
}
