package io.cairo.context;

import io.cairo.access.Caller;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A beginning for a conversation that people start often. A bean that implements this is listed; nothing else registers it.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/server/prompts">MCP prompts</a>
 */
public interface Prompt {

    /** What a prompt may be told. */
    record Argument(String name, String description, boolean required) {}

    /** Who speaks. */
    enum Role {
        USER,
        ASSISTANT;

        /** As written: {@code user}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One turn of the conversation. */
    record Message(Role role, Content content) {
        public static Message user(String text) {
            return new Message(Role.USER, new Content.Text(text));
        }
    }

    /** Snake case. */
    String name();

    /** For people: a few words. */
    String title();

    /** What it finds out, and when to use it. */
    String description();

    List<Argument> arguments();

    /**
     * The turns to begin with.
     *
     * @param arguments at least those that are required
     */
    List<Message> messages(Caller caller, Map<String, String> arguments, Conversation conversation);

    /** What an argument could be, given how it begins; the likeliest first. */
    default List<String> complete(Caller caller, String argument, String begun, Map<String, String> others) {
        return List.of();
    }
}
