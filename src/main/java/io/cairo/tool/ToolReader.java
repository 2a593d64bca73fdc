package io.cairo.tool;

import io.cairo.access.Caller;
import io.cairo.context.Content;
import io.cairo.context.Conversation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the declared tools of toolboxes, and every mistake in them. */
final class ToolReader {
    private static final int MOST_DESCRIPTION = 600;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Pattern ROUTE = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) (/[a-z0-9-]+|/\\{[a-z_]+})+");

    private final List<ToolEntry> entries = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();

    /**
     * Reads the tools that a class declares.
     *
     * @param box what to call: the bean itself or its container's proxy
     */
    void read(Class<?> type, Toolbox box) {
        for (Method method : type.getDeclaredMethods()) {
            Tool tool = method.getAnnotation(Tool.class);
            if (tool != null) {
                entry(tool, method, box).ifPresent(entries::add);
            }
        }
    }

    /** All tools that were read, by name. */
    List<ToolEntry> entries() {
        duplicates();
        if (!mistakes.isEmpty()) {
            throw new IllegalStateException("Mistakes in declared tools:\n" + String.join("\n", mistakes));
        }
        return entries.stream().sorted(Comparator.comparing(ToolEntry::name)).toList();
    }

    private Optional<ToolEntry> entry(Tool tool, Method method, Toolbox box) {
        check(tool);
        if (!signed(method)) {
            mistakes.add(tool.name() + ": " + method.getName() + " must be public, take a Caller, a record and at"
                    + " most a Conversation, and return a record");
            return Optional.empty();
        }
        try {
            Shape<?> arguments = Shape.of(method.getParameterTypes()[1].asSubclass(Record.class));
            Shape<?> result = Shape.of(result(method));
            arguments.undocumented().forEach(name -> mistakes.add(tool.name() + ": argument " + name + " has no @Doc"));
            method.setAccessible(true);
            return Optional.of(new ToolEntry(tool, box.title(), arguments, result, box, method));
        } catch (IllegalArgumentException e) {
            mistakes.add(tool.name() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private record InBlocks() {}

    private static Class<? extends Record> result(Method method) {
        return method.getReturnType() == Content.Blocks.class
                ? InBlocks.class
                : method.getReturnType().asSubclass(Record.class);
    }

    private void check(Tool tool) {
        if (!NAME.matcher(tool.name()).matches()) {
            mistakes.add(tool.name() + ": the name must be snake case of at most 64 characters");
        }
        if (tool.title().isBlank() || tool.description().isBlank()) {
            mistakes.add(tool.name() + ": title and description must not be empty");
        }
        if (tool.description().length() > MOST_DESCRIPTION) {
            mistakes.add(tool.name() + ": the description is longer than " + MOST_DESCRIPTION + " characters");
        }
    }

    private static boolean signed(Method method) {
        Class<?>[] takes = method.getParameterTypes();
        return Modifier.isPublic(method.getModifiers())
                && (takes.length == 2 || (takes.length == 3 && takes[2] == Conversation.class))
                && takes[0] == Caller.class
                && takes[1].isRecord()
                && method.getReturnType().isRecord();
    }

    private void duplicates() {
        Set<String> seen = new HashSet<>();
        for (ToolEntry entry : entries) {
            if (!seen.add(entry.name())) {
                mistakes.add(entry.name() + ": two tools have this name");
            }
            entry.routes().forEach(route -> check(entry, route, seen));
        }
    }

    private void check(ToolEntry entry, String route, Set<String> seen) {
        if (!ROUTE.matcher(route).matches()) {
            mistakes.add(entry.name() + ": the route " + route + " is no method and path");
        }
        if (!seen.add(route)) {
            mistakes.add(entry.name() + ": two tools have the route " + route);
        }
    }
}
