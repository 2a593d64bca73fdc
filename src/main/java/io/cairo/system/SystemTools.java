package io.cairo.system;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Callers;
import io.cairo.base.JsonTree;
import io.cairo.base.Product;
import io.cairo.tool.Doc;
import io.cairo.tool.Span;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.ToolRegistry;
import io.cairo.tool.Toolbox;
import io.cairo.tool.Wire;
import io.cairo.transformation.sandbox.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Cairo says of itself. */
@ApplicationScoped
public class SystemTools implements Toolbox {
    @Inject
    Probe probe;

    @Inject
    Counts counts;

    @Inject
    Callers callers;

    @Inject
    ToolRegistry tools;

    @Inject
    Span span;

    @Inject
    Workers sandbox;

    @Override
    public String title() {
        return "System";
    }

    public record Nothing() {}

    enum Status {
        HEALTHY,
        DEGRADED
    }

    enum Mode {
        OPEN,
        LOCKED
    }

    public record DatabaseState(
            boolean connected,
            @Nullable Instant time,
            @Nullable String error) {}

    public record Amounts(long events, boolean estimated) {}

    public record Health(
            Status status,
            double uptime,
            DatabaseState database,
            @Nullable Amounts counts,
            Workers.State sandbox,
            int toolCount,
            @Nullable Mode mode,
            String version) {}

    @Tool(
            name = "system_health",
            title = "System health",
            description =
                    "Tells whether Cairo, its database and its sandbox for scripts work, how many events are stored (an estimate"
                            + " above 10,000), and whether it is open (no key registered yet) or locked.",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Health health(Caller caller, Nothing args) {
        Probe.Finding found = probe.find();
        int size = tools.entries(caller.rights()).size();
        if (!found.reachable()) {
            DatabaseState lost = new DatabaseState(false, null, "The database did not answer within a second");
            return new Health(
                    Status.DEGRADED, Uptime.seconds(), lost, null, sandbox.state(), size, null, Product.VERSION);
        }
        Counts.Count count = counts.events(caller);
        return new Health(
                Status.HEALTHY,
                Uptime.seconds(),
                new DatabaseState(true, found.at(), null),
                new Amounts(count.events(), count.estimated()),
                sandbox.state(),
                size,
                callers.isOpen() ? Mode.OPEN : Mode.LOCKED,
                Product.VERSION);
    }

    public record Describe(
            @Doc(value = "A name from tools/list", example = "track_event")
            String toolName) {}

    public record Description(
            boolean found,
            @Nullable String name,
            @Nullable String title,
            @Nullable String description,
            @Wire("inputSchema") @Nullable JsonObject inputSchema,
            @Wire("outputSchema") @Nullable JsonObject outputSchema,
            @Nullable JsonObject example,
            @Nullable String route,
            @Nullable String toolName,
            @Nullable List<String> available) {}

    @Tool(
            name = "describe_tool",
            title = "Describe a tool",
            description =
                    "Shows one tool's description, full schemas of its arguments and result, REST route and an example call.",
            route = "GET /tools/{tool_name}",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Description describe(Caller caller, Describe args) {
        List<ToolEntry> allowed = tools.entries(caller.rights());
        return allowed.stream()
                .filter(entry -> entry.name().equals(args.toolName()))
                .findFirst()
                .map(entry -> described(entry, schema(caller, entry)))
                .orElseGet(() -> unknown(args.toolName(), allowed));
    }

    /** Account keys name projects where others name a namespace. */
    private JsonObject schema(Caller caller, ToolEntry entry) {
        return caller.kind() == Caller.Kind.AK && span.spans(entry)
                ? span.schema(entry)
                : entry.arguments().schema();
    }

    private static Description described(ToolEntry entry, JsonObject input) {
        String route = entry.tool().route();
        return new Description(
                true,
                entry.name(),
                entry.tool().title(),
                entry.tool().description(),
                input,
                entry.result().schema(),
                example(entry),
                route.isEmpty() ? null : route.replaceFirst(" ", " /api/v2"),
                null,
                null);
    }

    private static Description unknown(String name, List<ToolEntry> allowed) {
        List<String> names = allowed.stream().map(ToolEntry::name).toList();
        return new Description(false, null, null, null, null, null, null, null, name, names);
    }

    private static JsonObject example(ToolEntry entry) {
        return JsonTree.JSON
                .createObjectBuilder()
                .add("jsonrpc", "2.0")
                .add("id", 1)
                .add("method", "tools/call")
                .add(
                        "params",
                        JsonTree.JSON
                                .createObjectBuilder()
                                .add("name", entry.name())
                                .add("arguments", entry.arguments().example()))
                .build();
    }
}
