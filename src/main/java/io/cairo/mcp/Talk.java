package io.cairo.mcp;

import io.cairo.base.JsonTree;
import io.cairo.context.Conversation;
import io.cairo.context.Question;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The conversation of one call: what it says goes out on its stream, if it has one and the client wants to hear it. */
final class Talk implements Conversation {
    private final Call call;
    private final @Nullable Flow flow;
    private final Optional<Level> level;
    private final Asking asking;
    private double done = -1;

    /** @param level from which on the client hears the log; empty for none of it */
    Talk(Call call, @Nullable Flow flow, Optional<Level> level, Asking asking) {
        this.call = call;
        this.flow = flow;
        this.level = level;
        this.asking = asking;
    }

    /** What does not lead further is not said: the protocol wants progress to increase. */
    @Override
    public synchronized void progress(double done, double total, String message) {
        JsonValue token = call.meta().progressToken();
        if (token == null || done <= this.done) {
            return;
        }
        this.done = done;
        JsonObjectBuilder params = JsonTree.JSON
                .createObjectBuilder()
                .add("progressToken", token)
                .add("progress", number(done))
                .add("total", number(total));
        if (call.version().knowsCompletions() && !message.isEmpty()) {
            params.add("message", message);
        }
        notify("notifications/progress", params.build());
    }

    private static JsonValue number(double number) {
        return number == Math.rint(number)
                ? JsonTree.JSON.createValue((long) number)
                : JsonTree.JSON.createValue(number);
    }

    @Override
    public void log(Level line, String logger, JsonValue data) {
        if (level.isPresent() && line.compareTo(level.get()) >= 0) {
            notify(
                    "notifications/message",
                    JsonTree.JSON
                            .createObjectBuilder()
                            .add("level", line.name().toLowerCase(Locale.ROOT))
                            .add("logger", logger)
                            .add("data", data)
                            .build());
        }
    }

    private void notify(String method, JsonObject params) {
        if (flow != null) {
            flow.send(json -> Rpc.send(json, null, method, params));
        }
    }

    @Override
    public boolean can(String capability) {
        return call.capabilities().containsKey(capability);
    }

    @Override
    public Map<String, JsonObject> ask(Map<String, Question> questions) {
        return asking.ask(questions);
    }
}
