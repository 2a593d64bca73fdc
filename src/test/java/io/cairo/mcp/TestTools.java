package io.cairo.mcp;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.base.JsonTree;
import io.cairo.context.Content.Blocks;
import io.cairo.context.Conversation;
import io.cairo.context.Question;
import io.cairo.tool.Doc;
import io.cairo.tool.Tool;
import io.cairo.tool.Toolbox;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Tools that talk, ask, wait and destroy. */
public final class TestTools implements Toolbox {
    final AtomicInteger destroyed = new AtomicInteger();
    final CountDownLatch hold = new CountDownLatch(1);

    public record Nothing() {}

    public record What(@Doc("What") String what) {}

    public record Done(String done) {}

    @Override
    public String title() {
        return "Test things";
    }

    @Tool(
            name = "look",
            title = "Look",
            description = "Looks.",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Done look(Caller caller, Nothing args) {
        return new Done("looked");
    }

    @Tool(
            name = "destroy",
            title = "Destroy",
            description = "Destroys.",
            right = Right.CONFIGURE,
            hints = Tool.Hint.DESTRUCTIVE)
    public Done destroy(Caller caller, What args) {
        destroyed.incrementAndGet();
        return new Done(args.what());
    }

    @Tool(name = "ask_twice", title = "Ask", description = "Asks twice.", right = Right.READ)
    public Blocks askTwice(Caller caller, Nothing args, Conversation talk) {
        talk.log(Conversation.Level.INFO, "test", JsonTree.JSON.createValue("asking"));
        JsonObject one = talk.ask("one", form("First?"));
        JsonObject two = talk.ask("two", form("Second?"));
        return Blocks.text(said(one) + " and " + said(two));
    }

    @Tool(name = "work", title = "Work", description = "Works.", right = Right.READ)
    public Blocks work(Caller caller, Nothing args, Conversation talk) throws InterruptedException {
        talk.progress(1, 3, "begun");
        talk.progress(1, 3, "again");
        talk.progress(2, 3, "half");
        talk.log(Conversation.Level.DEBUG, "test", JsonTree.JSON.createValue("detail"));
        talk.log(Conversation.Level.WARNING, "test", JsonTree.JSON.createValue("careful"));
        return Blocks.text("worked");
    }

    @Tool(name = "wait", title = "Wait", description = "Waits.", right = Right.READ)
    public Blocks waits(Caller caller, Nothing args, Conversation talk) throws InterruptedException {
        boolean released = hold.await(20, TimeUnit.SECONDS);
        return Blocks.text("released: " + released);
    }

    private static Question form(String message) {
        return Question.form(
                message,
                JsonTree.readObject("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}"
                        .getBytes(StandardCharsets.UTF_8)));
    }

    private static String said(JsonObject answer) {
        @Nullable JsonValue content = answer.get("content");
        return content instanceof JsonObject form ? form.getString("a") : answer.getString("action");
    }
}
