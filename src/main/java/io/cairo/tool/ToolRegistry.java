package io.cairo.tool;

import io.cairo.access.Caller;
import io.cairo.base.Problem;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every tool there is, from every {@link Toolbox} that CDI knows, by name. A mistake in any declaration stops the start
 * and names all of them. Tools are called through the container's proxies, so that their transactions begin and end.
 */
@ApplicationScoped
public class ToolRegistry {
    private static final Logger LOG = System.getLogger(ToolRegistry.class.getName());

    @Inject
    @Any
    Instance<Toolbox> toolboxes;

    private List<ToolEntry> entries = List.of();
    private Map<String, ToolEntry> byName = Map.of();

    /** A registry of these toolboxes, outside a container. */
    public static ToolRegistry of(Toolbox... boxes) {
        ToolReader reader = new ToolReader();
        for (Toolbox box : boxes) {
            reader.read(box.getClass(), box);
        }
        ToolRegistry registry = new ToolRegistry();
        registry.take(reader.entries());
        return registry;
    }

    @PostConstruct
    void collect() {
        ToolReader reader = new ToolReader();
        for (Instance.Handle<Toolbox> handle : toolboxes.handles()) {
            reader.read(handle.getBean().getBeanClass(), handle.get());
        }
        take(reader.entries());
    }

    /** Being observed makes the container build this bean, and thereby check every tool, while it starts. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        LOG.log(Level.DEBUG, "{0} tools", entries.size());
    }

    private void take(List<ToolEntry> read) {
        entries = read;
        byName = read.stream().collect(Collectors.toUnmodifiableMap(ToolEntry::name, Function.identity()));
    }

    /** All tools by name, always in the same order. */
    public List<ToolEntry> entries() {
        return entries;
    }

    /** The tools for which these rights are enough, in the same order. */
    public List<ToolEntry> entries(Set<Caller.Right> rights) {
        return entries.stream().filter(entry -> rights.contains(entry.right())).toList();
    }

    public Optional<ToolEntry> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The tool that was probably meant by a name that no tool has. */
    public Optional<String> nearest(String name) {
        return Names.nearest(name, byName.keySet());
    }

    /**
     * Calls a tool.
     *
     * @throws Problem NOT_FOUND if there is none of that name, INSUFFICIENT_SCOPE if the caller may not, INVALID_ARGUMENT
     *     if the arguments break its schema, or what the tool throws
     */
    public JsonObject call(String name, Caller caller, JsonObject arguments) {
        ToolEntry entry = find(name).orElseThrow(() -> new Problem(Problem.Code.NOT_FOUND, "No such tool"));
        caller.require(entry.right());
        return entry.call(caller, entry.decode(arguments));
    }
}
