package io.cairo.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.message.Message;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** query_events over a real log. */
class EventToolsIT {
    private final Instant now = Instant.now();

    private final Database database = FreshDatabase.over(FreshDatabase.source());
    private final EventWriter writer = Writing.writer(database, Clock.systemUTC());

    @Test
    void pagesThroughEverythingOnceWhileOthersWrite() {
        for (int i = 0; i < 250; i++) {
            store("before" + i);
        }
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> writing = CompletableFuture.supplyAsync(() -> writeUntil(done));

        List<String> seen = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonObject page = Asking.query(database, "{\"limit\":7" + cursor + "}");
            keys(page).forEach(seen::add);
            assertThat(page.getInt("count")).isEqualTo(keys(page).size());
            assertThat(page.getBoolean("truncated")).isEqualTo(page.containsKey("next_cursor"));
            cursor = page.containsKey("next_cursor") ? ",\"cursor\":\"" + page.getString("next_cursor") + "\"" : "";
            pages++;
        } while (!cursor.isEmpty());
        done.set(true);

        assertThat(writing.join()).isPositive();
        assertThat(pages).isGreaterThanOrEqualTo(36);
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen.stream().filter(key -> key.startsWith("before")))
                .containsExactlyElementsOf(IntStream.iterate(249, i -> i >= 0, i -> i - 1)
                        .mapToObj(i -> "before" + i)
                        .toList());
    }

    @Test
    void refusesTheCursorOfAnotherQuestion() {
        IntStream.range(0, 3).forEach(i -> store("m" + i));
        String cursor = Asking.query(database, "{\"event_type\":\"Happened\",\"limit\":1}")
                .getString("next_cursor");

        assertThat(keys(Asking.query(
                        database, "{\"event_type\":\"Happened\",\"limit\":1,\"cursor\":\"" + cursor + "\"}")))
                .containsExactly("m1");
        assertThatThrownBy(() -> Asking.query(database, "{\"limit\":1,\"cursor\":\"" + cursor + "\"}"))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("cursor: does not belong to this list");
        assertThatThrownBy(() ->
                        Asking.query(database, "{\"from\":\"2026-02-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}"))
                .hasMessageStartingWith("from: must be earlier than to; 2026-02-01T00:00:00Z came");
        assertThatThrownBy(() -> Asking.query(database, "{\"event\":\"a\",\"event_type\":\"b\"}"))
                .hasMessageStartingWith("event: means the same as event_type");
    }

    @Test
    void findsByNameTitleAndTime() {
        Instant begin = now.minus(Duration.ofHours(1));
        store(Message.Type.TRACK, "Page Viewed", "tracked", begin);
        store(Message.Type.PAGE, "Home", "page", begin.plusSeconds(10));
        store(Message.Type.IDENTIFY, null, "identify", begin.plusSeconds(20));

        assertThat(found("{\"event_type\":\"Page Viewed\"}")).containsExactly("page", "tracked");
        assertThat(found("{\"event\":\"User Identified\"}")).containsExactly("identify");
        assertThat(found("{\"from\":\"%s\",\"to\":\"%s\"}".formatted(begin, begin.plusSeconds(20))))
                .containsExactly("page", "tracked");
        assertThat(found("{\"since\":\"%s\"}".formatted(begin))).containsExactly("identify", "page");
        assertThat(found("{\"namespace\":\"never-written\"}")).isEmpty();
        assertThat(found("{\"namespace\":\"default\",\"platform\":\"mcp\"}")).isEmpty();
    }

    @Test
    void pagesBackThroughWeeksWhereTheyEndAtATime() {
        for (int day = 20; day >= 0; day--) {
            Instant at = now.minus(Duration.ofDays(day));
            Writing.partitions(database, Clock.fixed(at, ZoneOffset.UTC)).begin();
            store(Message.Type.TRACK, "Daily", "day" + day, at);
        }
        String to = "\"to\":\"" + now.minus(Duration.ofDays(3)) + "\",\"limit\":4";

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = Asking.query(database, "{" + to + cursor + "}");
            seen.addAll(keys(page));
            cursor = page.containsKey("next_cursor") ? ",\"cursor\":\"" + page.getString("next_cursor") + "\"" : "";
        } while (!cursor.isEmpty());

        assertThat(seen)
                .containsExactlyElementsOf(IntStream.rangeClosed(4, 20)
                        .mapToObj(day -> "day" + day)
                        .toList());
    }

    @Test
    void aHundredLargeEventsAreReadInPagesThatAnAgentCanTake() {
        for (int i = 0; i < 100; i++) {
            String text = "\"".repeat(i % 3 == 0 ? 0 : 20).replace("\"", "\\\"") + "x".repeat(32_000);
            Asking.store(
                    database,
                    writer,
                    Asking.message(
                            Message.Type.TRACK,
                            "Large",
                            "large" + i,
                            now,
                            "{\"properties\":{\"text\":\"" + text + "\",\"n\":" + i + "}}"));
        }

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = Asking.query(database, "{\"limit\":100" + cursor + "}");
            assertThat(sent(page)).isLessThanOrEqualTo(80_000);
            assertThat(page.getInt("count")).isPositive().isEqualTo(keys(page).size());
            keys(page).forEach(seen::add);
            cursor = page.containsKey("next_cursor") ? ",\"cursor\":\"" + page.getString("next_cursor") + "\"" : "";
        } while (!cursor.isEmpty());

        assertThat(seen).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void shortensOneEventThatIsTooLargeAndSaysSo() {
        Asking.store(
                database,
                writer,
                Asking.message(
                        Message.Type.TRACK,
                        "Huge",
                        "huge",
                        now,
                        "{\"properties\":{\"text\":\"" + "x\\\"".repeat(30_000) + "\",\"n\":1}}"));

        JsonObject page = Asking.query(database, "{}");
        JsonObject event = page.getJsonArray("events").getJsonObject(0);

        assertThat(sent(page)).isLessThanOrEqualTo(80_000);
        assertThat(event.getJsonArray("shortened")).hasToString("[\"metadata.text\"]");
        assertThat(event.getJsonObject("metadata").getInt("n")).isEqualTo(1);
    }

    private List<String> found(String arguments) {
        return keys(Asking.query(database, arguments));
    }

    private int writeUntil(AtomicBoolean done) {
        int count = 0;
        while (!done.get()) {
            store("during" + count++);
        }
        return count;
    }

    private void store(String messageId) {
        Asking.store(database, writer, Writing.message(messageId, "jane", now));
    }

    private void store(Message.Type type, @Nullable String name, String messageId, Instant at) {
        Asking.store(database, writer, Asking.message(type, name, messageId, at, "{}"));
    }

    private static List<String> keys(JsonObject page) {
        return page.getJsonArray("events").stream()
                .map(event -> event.asJsonObject().getString("event_key"))
                .toList();
    }

    private static int sent(JsonObject page) {
        String text = JsonTree.JSON.createValue(JsonText.indented(page)).toString();
        return text.length() + new String(JsonText.bytes(page), StandardCharsets.UTF_8).length();
    }
}
