package io.cairo.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.access.Caller;
import io.cairo.base.JsonTree;
import io.cairo.context.Contents;
import io.cairo.context.Prompt;
import io.cairo.context.Resource;
import io.cairo.tool.ToolRegistry;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that say and ask things while they run, and what listens. */
class StreamsTest {
    private static final Version THEN = Version.V2025_11_25;
    private static final Version NOW = Version.V2026_07_28;

    private final TestTools tools = new TestTools();
    private final Counter counter = new Counter();
    private final Rig rig = new Rig(ToolRegistry.of(tools), new Resource[] {counter}, new Prompt[0]);

    @AfterEach
    void release() {
        tools.hold.countDown();
    }

    @Test
    void whatIsQuicklyDoneIsAnsweredWithoutAStream() {
        rig.headers.put("Accept", "application/json, text/event-stream");
        Answer answer = rig.ask(NOW, "tools/call", "{\"name\":\"look\"}");

        assertThat(answer.flow()).isNull();
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("looked");
    }

    @Test
    void progressGoesForwardAndLogsAreHeardFromTheLevelAskedFor() throws Exception {
        introduce("{}");
        rig.ask(THEN, "logging/setLevel", "{\"level\":\"debug\"}");
        Listener events =
                listen(rig.ask(THEN, "tools/call", "{\"name\":\"work\",\"_meta\":{\"progressToken\":\"t\"}}"));

        assertThat(events.next().getJsonObject("params").toString())
                .isEqualTo("{\"progressToken\":\"t\",\"progress\":1,\"total\":3,\"message\":\"begun\"}");
        assertThat(events.next().getJsonObject("params").getInt("progress")).isEqualTo(2);
        assertThat(events.next().getJsonObject("params").getString("level")).isEqualTo("debug");
        assertThat(events.next().getJsonObject("params").getString("level")).isEqualTo("warning");
        assertThat(events.next().getJsonObject("result").toString()).contains("worked");
        events.ended();
    }

    @Test
    void modernClientsHearOnlyWhatTheyAskFor() throws Exception {
        rig.headers.put("Accept", "text/event-stream");
        Answer silent = rig.ask(NOW, "tools/call", "{\"name\":\"work\"}");

        assertThat(silent.flow()).isNull();
        assertThat(JsonTree.readObject(silent.body()).getJsonObject("result").toString())
                .contains("worked");
    }

    @Test
    void aLegacyClientIsAskedOnTheStreamAndAnswersByPosting() throws Exception {
        introduce("{\"elicitation\":{}}");
        rig.ask(THEN, "logging/setLevel", "{\"level\":\"error\"}");
        Listener events = listen(rig.ask(THEN, "tools/call", "{\"name\":\"ask_twice\"}"));

        JsonObject first = events.next();
        assertThat(first.getString("method")).isEqualTo("elicitation/create");
        answer(first, "red");
        answer(events.next(), "blue");
        assertThat(events.next().getJsonObject("result").toString()).contains("red and blue");
        events.ended();
    }

    @Test
    void nobodyElseCanAnswerForAClient() throws Exception {
        introduce("{\"elicitation\":{}}");
        Listener events = listen(rig.ask(THEN, "tools/call", "{\"name\":\"ask_twice\"}"));
        events.next();
        JsonObject first = events.next();

        rig.headers.put("X-Write-Key", "governed");
        answer(first, "forged");
        rig.headers.put("X-Write-Key", "sk-editor");
        answer(first, "red");
        answer(events.next(), "blue");

        assertThat(events.next().getJsonObject("result").toString()).contains("red and blue");
    }

    @Test
    void aClientThatHasNotDeclaredItIsToldWhatTheCallNeeds() throws Exception {
        introduce("{}");
        rig.ask(THEN, "logging/setLevel", "{\"level\":\"error\"}");
        JsonObject result = rig.result(THEN, "tools/call", "{\"name\":\"ask_twice\"}");

        assertThat(result.getBoolean("isError")).isTrue();
        assertThat(result.toString()).contains("elicitation");
    }

    @Test
    void aCancelledLegacyCallEndsWithoutAnAnswer() throws Exception {
        introduce("{}");
        Listener events = listen(rig.ask(THEN, "tools/call", "{\"name\":\"wait\",\"_meta\":{\"progressToken\":1}}"));
        rig.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");
        tools.hold.countDown();

        events.ended();
    }

    @Test
    void whoeverSharesAKeyCannotCancelAnothersCall() throws Exception {
        introduce("{}");
        Listener events = listen(rig.ask(THEN, "tools/call", "{\"name\":\"wait\",\"_meta\":{\"progressToken\":1}}"));
        introduce("{}");
        rig.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");
        tools.hold.countDown();

        assertThat(events.next().getJsonObject("result").toString()).contains("released: true");
    }

    @Test
    void aSubscriptionIsAcknowledgedFirstAndHearsOfChangesOnly() throws Exception {
        Listener events = listen(
                rig.ask(
                        NOW,
                        "subscriptions/listen",
                        "{\"notifications\":{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"count://now\",\"no://where\"]}}"));

        JsonObject first = events.next();
        assertThat(first.getString("method")).isEqualTo("notifications/subscriptions/acknowledged");
        assertThat(first.getJsonObject("params").getJsonObject("notifications"))
                .hasToString("{\"resourceSubscriptions\":[\"count://now\"]}");
        counter.count.incrementAndGet();
        JsonObject second = events.next();
        assertThat(second.getString("method")).isEqualTo("notifications/resources/updated");
        assertThat(second.getJsonObject("params").getString("uri")).isEqualTo("count://now");
        for (JsonObject each : new JsonObject[] {first, second}) {
            assertThat(each.getJsonObject("params")
                            .getJsonObject("_meta")
                            .getInt("io.modelcontextprotocol/subscriptionId"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aSubscriptionEndsWhenItsKeyDoes() throws Exception {
        Listener events = listen(rig.ask(NOW, "subscriptions/listen", "{\"notifications\":{}}"));
        events.next();
        rig.headers.put("X-Write-Key", "unknown");

        events.ended();
    }

    @Test
    void oneKeyCannotTakeEveryStream() {
        int refused = 0;
        for (int i = 0; i < 40; i++) {
            Answer answer = rig.ask(NOW, "subscriptions/listen", "{\"notifications\":{}}");
            refused += answer.status() == 429 ? 1 : 0;
        }

        assertThat(refused).isEqualTo(8);
        rig.headers.put("X-Write-Key", "governed");
        assertThat(rig.ask(NOW, "subscriptions/listen", "{\"notifications\":{}}")
                        .status())
                .isEqualTo(200);
    }

    private void introduce(String capabilities) {
        rig.headers.put("Accept", "application/json, text/event-stream");
        Answer answer = rig.post(
                "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                        + "\"capabilities\":" + capabilities + "}}");
        rig.headers.put("Mcp-Session-Id", String.valueOf(answer.headers().get("Mcp-Session-Id")));
    }

    private void answer(JsonObject question, String text) {
        String id = question.getString("id");
        rig.post("{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"result\":{\"action\":\"accept\",\"content\":{\"a\":\""
                + text + "\"}}}");
    }

    private static Listener listen(Answer answer) {
        Flow flow = Objects.requireNonNull(answer.flow(), () -> new String(answer.body(), StandardCharsets.UTF_8));
        return new Listener(flow);
    }

    /** Reads a stream on a thread of its own. */
    private static final class Listener {
        private static final String END = "end";
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        Listener(Flow flow) {
            Thread reader = new Thread(() -> {
                try {
                    flow.pump(new Lines(lines));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } finally {
                    lines.add(END);
                }
            });
            reader.setDaemon(true);
            reader.start();
        }

        JsonObject next() throws InterruptedException {
            String line = Objects.requireNonNull(lines.poll(20, TimeUnit.SECONDS), "nothing came");
            assertThat(line).startsWith("{");
            return JsonTree.readObject(line.getBytes(StandardCharsets.UTF_8));
        }

        void ended() throws InterruptedException {
            assertThat(lines.poll(20, TimeUnit.SECONDS)).isEqualTo(END);
        }
    }

    /** Takes the data out of events. */
    private static final class Lines extends OutputStream {
        private final StringBuilder line = new StringBuilder();
        private final BlockingQueue<String> lines;

        Lines(BlockingQueue<String> lines) {
            this.lines = lines;
        }

        @Override
        public void write(int b) {
            if (b != '\n') {
                line.append((char) b);
                return;
            }
            if (line.toString().startsWith("data: ")) {
                lines.add(line.substring("data: ".length()));
            }
            line.setLength(0);
        }
    }

    /** Something that changes. */
    private static final class Counter implements Resource {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public String uri() {
            return "count://now";
        }

        @Override
        public String name() {
            return "count";
        }

        @Override
        public String title() {
            return "Count";
        }

        @Override
        public String description() {
            return "Counts.";
        }

        @Override
        public String mimeType() {
            return "text/plain";
        }

        @Override
        public Contents read(Caller caller, String uri, Map<String, String> variables) {
            return Contents.text(uri, mimeType(), count.toString());
        }

        @Override
        public Optional<String> revision(Caller caller, String uri, Map<String, String> variables) {
            return Optional.of(count.toString());
        }
    }
}
