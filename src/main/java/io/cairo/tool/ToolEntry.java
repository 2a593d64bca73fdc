package io.cairo.tool;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.base.Failures;
import io.cairo.base.JsonTree;
import io.cairo.context.Content;
import io.cairo.context.Conversation;
import jakarta.json.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A declared tool, ready to be listed and called.
 *
 * @param category the title of its toolbox
 * @param result of an empty record where the tool answers in blocks
 */
public record ToolEntry(
        Tool tool,
        String category,
        Shape<? extends Record> arguments,
        Shape<? extends Record> result,
        Toolbox target,
        Method method) {
    private static final String LIMIT = "limit";

    public String name() {
        return tool.name();
    }

    /** Every REST route, the one to recommend first; empty if there is none. */
    public List<String> routes() {
        return Stream.concat(Stream.of(tool.route()), Stream.of(tool.otherRoutes()))
                .filter(route -> !route.isEmpty())
                .toList();
    }

    public Right right() {
        return tool.right();
    }

    public boolean hints(Tool.Hint hint) {
        return Set.of(tool.hints()).contains(hint);
    }

    /** Whether it may say and ask things while it runs. */
    public boolean converses() {
        return method.getParameterCount() > 2;
    }

    /** Whether it answers in blocks and has no structured result. */
    public boolean answersInBlocks() {
        return method.getReturnType() == Content.Blocks.class;
    }

    /**
     * Checks the arguments, without acting.
     *
     * @throws io.cairo.base.Problem INVALID_ARGUMENT
     */
    public Record decode(JsonObject json) {
        return arguments.decode(json);
    }

    /**
     * Calls the tool with arguments that {@link #decode} gave.
     *
     * @throws io.cairo.base.Problem INSUFFICIENT_SCOPE if the caller lacks the right, or what the tool throws; whatever
     *     else it throws is a bug
     */
    public JsonObject call(Caller caller, Record decoded) {
        return written(caller, decoded, call(caller, decoded, Conversation.SILENT));
    }

    /**
     * The result as it is sent: never more than about 20,000 tokens, whatever the tool found.
     *
     * @param decoded what was asked, if the tool must be asked again for less
     * @param answered what {@link #call(Caller, Record, Conversation)} gave
     */
    public JsonObject written(Caller caller, Record decoded, Record answered) {
        JsonObject whole = result.encode(answered);
        Optional<Bound> bound = Bound.ofResult(result);
        if (bound.isEmpty()) {
            return whole;
        }
        return hints(Tool.Hint.READ_ONLY) && arguments.has(LIMIT)
                ? bound.get().paged(whole, limit -> result.encode(askedFor(limit, caller, decoded)))
                : bound.get().cut(whole);
    }

    private Record askedFor(int limit, Caller caller, Record decoded) {
        JsonObject less = JsonTree.JSON
                .createObjectBuilder(arguments.encode(decoded))
                .add(LIMIT, limit)
                .build();
        return call(caller, decode(less), Conversation.SILENT);
    }

    /**
     * The same with somebody to talk to, as Java has the result: {@link Content.Blocks} where the tool answers in blocks,
     * else what {@link #result()} encodes.
     */
    public Record call(Caller caller, Record decoded, Conversation conversation) {
        caller.require(right());
        try {
            return (Record)
                    (converses()
                            ? method.invoke(target, caller, decoded, conversation)
                            : method.invoke(target, caller, decoded));
        } catch (InvocationTargetException e) {
            throw Failures.unchecked(e.getCause() == null ? e : e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What a call would change, as it is now; see {@link Toolbox#standing}.
     *
     * @throws io.cairo.base.Problem INSUFFICIENT_SCOPE if the caller lacks the right, or as the tool would refuse the call
     */
    public JsonObject standing(Caller caller, Record decoded) {
        caller.require(right());
        try {
            return target.standing(caller, this, decoded);
        } catch (RuntimeException e) {
            throw Failures.unchecked(e);
        }
    }
}
