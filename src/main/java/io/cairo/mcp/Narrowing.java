package io.cairo.mcp;

import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.ToolRegistry;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which of the tools that a key may use a client wants to see: those of some toolsets, some by name, only those that read.
 * Said in the address ({@code ?toolsets=events&readonly=1}) or in headers; each narrows what the others leave, nothing
 * widens.
 *
 * @param toolsets in snake case; empty for all
 * @param tools by name; empty for all
 */
record Narrowing(Set<String> toolsets, Set<String> tools, boolean readOnly) {
    static final Narrowing NONE = new Narrowing(Set.of(), Set.of(), false);

    /** @throws Refusal NOT_A_REQUEST for a name that nothing has, since it would silently hide everything */
    static Narrowing of(Received received, ToolRegistry registry) {
        Narrowing query = of(received.query(), "toolsets", "tools", "readonly", registry);
        Narrowing headers = of(received.header(), "X-MCP-Toolsets", "X-MCP-Tools", "X-MCP-Readonly", registry);
        return new Narrowing(
                both(query.toolsets, headers.toolsets),
                both(query.tools, headers.tools),
                query.readOnly || headers.readOnly);
    }

    private static Narrowing of(
            Function<String, @Nullable String> source,
            String toolsets,
            String tools,
            String readOnly,
            ToolRegistry all) {
        return new Narrowing(
                names(source.apply(toolsets), toolsets, all, Narrowing::toolset),
                names(source.apply(tools), tools, all, ToolEntry::name),
                isTrue(source.apply(readOnly)));
    }

    private static Set<String> names(
            @Nullable String listed, String source, ToolRegistry all, Function<ToolEntry, String> name) {
        if (listed == null || listed.isBlank()) {
            return Set.of();
        }
        Set<String> known = all.entries().stream().map(name).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> names = new LinkedHashSet<>();
        Arrays.stream(listed.split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .forEach(names::add);
        names.stream().filter(each -> !known.contains(each)).findFirst().ifPresent(unknown -> {
            throw Refusal.of(
                    Fault.NOT_A_REQUEST,
                    source + " has no " + Texts.shown(unknown) + "; there are " + String.join(", ", known));
        });
        return names;
    }

    /** Two lists that both narrow leave what both have; what has nothing left is not the same as no list. */
    private static Set<String> both(Set<String> one, Set<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        Set<String> common = new LinkedHashSet<>(one);
        common.retainAll(other);
        return common.isEmpty() ? Set.of("") : common;
    }

    private static boolean isTrue(@Nullable String text) {
        return text != null && !text.isBlank() && !text.equals("0") && !text.equalsIgnoreCase("false");
    }

    /** The toolset that a tool belongs to. */
    static String toolset(ToolEntry entry) {
        return entry.category().toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    boolean shows(ToolEntry entry) {
        return (toolsets.isEmpty() || toolsets.contains(toolset(entry)))
                && (tools.isEmpty() || tools.contains(entry.name()))
                && (!readOnly || entry.hints(Tool.Hint.READ_ONLY));
    }
}
