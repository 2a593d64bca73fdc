package io.cairo.tool;

import io.cairo.access.Caller.Right;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a tool, once: MCP's {@code tools/list} and {@code tools/call}, the REST route and the documentation all come
 * from this. The method takes a {@code Caller} and one record of arguments, each with a {@link Doc}, and, if it has something
 * to say or ask while it runs, a {@code Conversation}; it returns a record.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Tool {

    /** As agents call it: snake case. */
    String name();

    /** For people: a few words. */
    String title();

    /** What it does and when to use it, in at most three sentences and 600 characters. */
    String description();

    /** The REST twin under {@code /api/v2}: {@code POST /destinations}, {@code GET /destinations/{id}}; empty for none. */
    String route() default "";

    /** Other addresses of the same, for clients that know it by those; documentation names the first only. */
    String[] otherRoutes() default {};

    /** What the caller must be allowed to do. */
    Right right();

    /** MCP's four annotations; what is not named is false. */
    Hint[] hints() default {};

    /**
     * What a host may know before it lets an agent call.
     *
     * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/server/tools">MCP tools</a>
     */
    enum Hint {
        READ_ONLY,
        DESTRUCTIVE,
        IDEMPOTENT,
        OPEN_WORLD
    }
}
