package io.cairo.context;

import io.cairo.base.Problem;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Objects;

/**
 * What a call may say to its caller while it runs, and ask. What is said reaches those who asked for it and is dropped
 * otherwise. A call that asks may be run anew from its beginning with the answers it has been given, so it must not change
 * anything before its last question.
 */
public interface Conversation {

    /** How much a line of log matters, least first. */
    enum Level {
        DEBUG,
        INFO,
        NOTICE,
        WARNING,
        ERROR,
        CRITICAL,
        ALERT,
        EMERGENCY
    }

    /** Of a caller who can neither hear nor answer. */
    Conversation SILENT = new Conversation() {
        @Override
        public void progress(double done, double total, String message) {}

        @Override
        public void log(Level level, String logger, JsonValue data) {}

        @Override
        public boolean can(String capability) {
            return false;
        }

        @Override
        public Map<String, JsonObject> ask(Map<String, Question> questions) {
            throw new Problem(
                    Problem.Code.CONFLICT,
                    "This call must ask its caller something and this caller cannot be asked; call it over MCP with a"
                            + " client that answers");
        }
    };

    /** How far the work is; each time further than before. */
    void progress(double done, double total, String message);

    /** A line for whoever watches the work. */
    void log(Level level, String logger, JsonValue data);

    /** Whether the client can be asked: {@link Question#capability()}. */
    boolean can(String capability);

    /**
     * Asks all of these at once.
     *
     * @param questions by a name that the caller's answers will have too
     * @return an answer for every question
     * @throws Problem CONFLICT if the caller cannot be asked, or did not answer in time
     */
    Map<String, JsonObject> ask(Map<String, Question> questions);

    /** Asks one thing. */
    default JsonObject ask(String name, Question question) {
        return Objects.requireNonNull(ask(Map.of(name, question)).get(name));
    }
}
