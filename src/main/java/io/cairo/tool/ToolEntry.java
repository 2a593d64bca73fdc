package io.cairo.tool;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.base.Failures;
import jakarta.json.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Set;

/**
 * A declared tool, ready to be listed and called.
 *
 * @param category the title of its toolbox
 */
public record ToolEntry(
        Tool tool,
        String category,
        Shape<? extends Record> arguments,
        Shape<? extends Record> result,
        Toolbox target,
        Method method) {

    public String name() {
        return tool.name();
    }

    public Right right() {
        return tool.right();
    }

    public boolean hints(Tool.Hint hint) {
        return Set.of(tool.hints()).contains(hint);
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
        caller.require(right());
        return result.encode(invoke(caller, decoded));
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

    private Record invoke(Caller caller, Record decoded) {
        try {
            return (Record) method.invoke(target, caller, decoded);
        } catch (InvocationTargetException e) {
            throw Failures.unchecked(e.getCause() == null ? e : e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
