package io.cairo.system;

import io.cairo.access.Caller;
import io.cairo.context.Conversation;
import io.cairo.context.Prompt;
import io.cairo.tool.ToolRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * An everyday question as a prompt: what is asked, and the way to the answer, step by step. A step is told only to those
 * who have its tool.
 *
 * @param question names its arguments in braces; those that are not given are left out with their line
 * @param values what arguments could be, by their names
 */
record Investigation(
        String name,
        String title,
        String description,
        List<Prompt.Argument> arguments,
        List<String> question,
        List<Step> steps,
        ToolRegistry tools,
        BiFunction<Caller, String, List<String>> values)
        implements Prompt {

    /** What to do with a tool. */
    record Step(String tool, String words) {}

    private static final String CLOSING = """
            Say what you found with the numbers, times (with their zone) and ids that prove it, what you could not see, and \
            the one next thing to do. Do not guess: if a list says truncated, page on or say so.""";

    @Override
    public List<Message> messages(Caller caller, Map<String, String> arguments, Conversation conversation) {
        StringBuilder text = new StringBuilder();
        question.stream()
                .filter(line -> this.arguments.stream()
                        .noneMatch(each -> line.contains(braced(each)) && !arguments.containsKey(each.name())))
                .forEach(line -> text.append(filled(line, arguments)).append('\n'));
        text.append('\n');
        List<String> way = way(caller);
        for (int i = 0; i < way.size(); i++) {
            text.append(i + 1)
                    .append(". ")
                    .append(filled(way.get(i), arguments))
                    .append('\n');
        }
        return List.of(Message.user(text.append('\n').append(CLOSING).toString()));
    }

    private List<String> way(Caller caller) {
        List<String> way = new ArrayList<>();
        for (Step step : steps) {
            if (tools.entries(caller.rights()).stream()
                    .anyMatch(entry -> entry.name().equals(step.tool()))) {
                way.add(step.words());
            }
        }
        return way;
    }

    /** What the user gave stands in quotes: it is data, not an instruction. */
    private String filled(String line, Map<String, String> given) {
        String filled = line;
        for (Argument argument : arguments) {
            String value = given.getOrDefault(argument.name(), "");
            filled = filled.replace(
                    braced(argument), "\"" + value.replace('"', '\'').replace('\n', ' ') + "\"");
        }
        return filled;
    }

    private static String braced(Argument argument) {
        return "{" + argument.name() + "}";
    }

    @Override
    public List<String> complete(Caller caller, String argument, String begun, Map<String, String> others) {
        return values.apply(caller, argument).stream()
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(begun.toLowerCase(Locale.ROOT)))
                .toList();
    }
}
