package io.cairo.context;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that an agent can read by its address. A bean that implements this is listed; nothing else registers it.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/server/resources">MCP resources</a>
 */
public interface Resource {

    /** The address; one with a name in braces stands for many: {@code profile://{user_id}}. */
    String uri();

    /** In a word or two, snake case. */
    String name();

    /** For people: a few words. */
    String title();

    /** What it holds and when to read it. */
    String description();

    String mimeType();

    /** What the caller must be allowed to do. */
    default Right right() {
        return Right.READ;
    }

    /**
     * What it holds now, for this caller.
     *
     * @param uri the address that was asked for
     * @param variables what stood in place of the names in braces
     * @throws io.cairo.base.Problem NOT_FOUND if nothing is there
     */
    Contents read(Caller caller, String uri, Map<String, String> variables);

    /**
     * Something that differs whenever what it holds differs, cheap enough to be asked for every second; empty if changes
     * cannot be watched.
     */
    default Optional<String> revision(Caller caller, String uri, Map<String, String> variables) {
        return Optional.empty();
    }

    /** What could stand for one of the names in braces, given how it begins; the likeliest first. */
    default List<String> complete(Caller caller, String variable, String begun, Map<String, String> others) {
        return List.of();
    }

    /**
     * Whether it holds what one namespace has, so that whoever reads across namespaces reads it once for each of them. It
     * must be JSON then.
     */
    default boolean isOfNamespace() {
        return false;
    }

    /** Whether the address stands for many. */
    default boolean isTemplate() {
        return uri().indexOf('{') >= 0;
    }
}
