package io.cairo.ingest.reading;

import static io.cairo.ingest.reading.Reading.payload;
import static io.cairo.ingest.reading.Reading.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.Problem;
import io.cairo.message.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that a stage has changed are read again. */
class RereadingTest {
    @Test
    void readsAgainWhatAStageHasChangedAndKeepsWhatIsSettled() {
        Message first = track("""
                {"messageId":"m","userId":"u","event":"e","timestamp":"2026-03-04T07:00:00.000Z",
                 "sentAt":"2026-03-04T07:00:10.000Z","properties":{"a":"\\u0000"}}""");
        String changed = payloadText(first)
                .replace("\"userId\":\"u\"", "\"userId\":7")
                .replace("\"event\":\"e\"", "\"event\":\"f\"")
                .replace("\"type\":\"track\"", "\"type\":{}")
                .replace("\"messageId\":\"m\"", "\"messageId\":\"other\",\"namespace\":\"another\"")
                .replace("\"properties\":{", "\"traits\":{\"email\":\"Jane@Example.com\"},\"properties\":{");

        Message again = reread(first, "m-2", changed);

        assertThat(again.messageId()).isEqualTo("m-2");
        assertThat(again.type()).isEqualTo(Message.Type.TRACK);
        assertThat(again.namespace()).isEqualTo(first.namespace());
        assertThat(again.name()).isEqualTo("f");
        assertThat(again.userId()).isEqualTo("7");
        assertThat(again.email()).isEqualTo("jane@example.com");
        assertThat(again.timestamp()).isEqualTo(Reading.NOW.minusSeconds(10));
        assertThat(payload(again).getString("originalTimestamp")).isEqualTo("2026-03-04T07:00:00.000Z");
        assertThat(payload(again).getBoolean("_sanitized")).isTrue();
        assertThat(payload(again)).doesNotContainKey("namespace");
        assertThat(payload(reread(first, "m", payloadText(first)))).isEqualTo(payload(first));
    }

    @Test
    void aTimeThatWasNotChangedKeepsItsMicroseconds() {
        Message first = track("{\"userId\":\"u\",\"event\":\"e\",\"timestamp\":\"2026-03-04T05:00:00.123456Z\"}");

        assertThat(reread(first, "m", payloadText(first)).timestamp())
                .isEqualTo(Instant.parse("2026-03-04T05:00:00.123456Z"));
    }

    @Test
    void anotherTimeThatAStageGivesIsByOurClock() {
        Message first = track("{\"userId\":\"u\",\"event\":\"e\",\"sentAt\":\"2020-01-01T00:00:00Z\"}");

        assertThat(reread(first, "m", "{\"userId\":\"u\",\"event\":\"e\",\"timestamp\":\"2026-01-01T00:00:00Z\"}")
                        .timestamp())
                .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(reread(first, "m", "{\"userId\":\"u\",\"event\":\"e\"}").timestamp())
                .isEqualTo(first.timestamp());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"userId\":\"u\"}",
                "{\"event\":\"e\"}",
                "{\"userId\":{},\"event\":\"e\"}",
                "{\"userId\":\"u\",\"event\":\"e\",\"timestamp\":\"soon\"}",
                "[]"
            })
    void refusesWhatAStageMadeAsItRefusesWhatASenderSends(String json) {
        Message first = track("{\"userId\":\"u\",\"event\":\"e\"}");

        assertThatThrownBy(() -> reread(first, "m", json)).isInstanceOf(Problem.class);
    }

    @Test
    void whatAStageMadeMayBeAsLargeAsAnEventMayBe() {
        Message first = track("{\"userId\":\"u\",\"event\":\"e\"}");
        String large = "{\"userId\":\"u\",\"event\":\"e\",\"properties\":{\"a\":\"%s\"}}";

        assertThat(reread(first, "m", large.formatted("x".repeat(30_000))).name())
                .isEqualTo("e");
        assertThatThrownBy(() -> reread(first, "m", large.formatted("x".repeat(33_000))))
                .hasMessageContaining("at most 32768");
    }

    private static String payloadText(Message message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }

    private static Message reread(Message original, String messageId, String json) {
        return Reading.reader().reread(original, messageId, json.getBytes(StandardCharsets.UTF_8));
    }
}
