package io.cairo.ingest.reading;

import static io.cairo.ingest.reading.Reading.inBatch;
import static io.cairo.ingest.reading.Reading.payload;
import static io.cairo.ingest.reading.Reading.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.message.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What becomes of an event that can be read. */
class MessageReaderTest {
    @Test
    void keepsWhatTheClientSentAndAddsWhatCairoDecides() {
        Message message = track("""
                {"messageId":"m1","userId":"u1","event":"Signed Up","properties":{"plan":"pro","n":1.50},"custom":[1,2]}""");

        assertThat(message.messageId()).isEqualTo("m1");
        assertThat(message.name()).isEqualTo("Signed Up");
        assertThat(message.subject()).isEqualTo("u:u1");
        assertThat(new String(message.payload(), StandardCharsets.UTF_8))
                .contains("\"properties\":{\"plan\":\"pro\",\"n\":1.50}", "\"custom\":[1,2]", "\"type\":\"track\"")
                .contains("\"receivedAt\":\"2026-03-04T05:06:07.089Z\"");
    }

    @Test
    void turnsNumbersThatIdentifyIntoText() {
        Message message = track("{\"userId\":42,\"anonymousId\":7,\"messageId\":5,\"event\":\"e\"}");

        assertThat(message.userId()).isEqualTo("42");
        assertThat(message.anonymousId()).isEqualTo("7");
        assertThat(message.messageId()).isEqualTo("5");
    }

    @Test
    void makesAMessageIdWhereThereIsNone() {
        assertThat(track("{\"userId\":\"u\",\"event\":\"e\"}").messageId()).hasSize(36);
    }

    @Test
    void givesAnEventTheContextOfItsBatchButNotOverItsOwn() {
        Message message = inBatch("""
                {"batch":[{"type":"track","event":"e","userId":"u","context":{"app":"mine"}}],
                 "context":{"library":{"name":"java"},"app":"theirs"},"integrations":{"All":true}}""");

        assertThat(payload(message).getJsonObject("context").getString("app")).isEqualTo("mine");
        assertThat(payload(message)
                        .getJsonObject("context")
                        .getJsonObject("library")
                        .getString("name"))
                .isEqualTo("java");
        assertThat(payload(message).getJsonObject("integrations").getBoolean("All"))
                .isTrue();
    }

    @Test
    void correctsTheSendersClock() {
        Message message = track("""
                {"userId":"u","event":"e","timestamp":"2026-03-04T07:00:00.000Z","sentAt":"2026-03-04T07:00:10.000Z"}""");

        assertThat(message.timestamp()).isEqualTo(Reading.NOW.minusSeconds(10));
        assertThat(payload(message).getString("originalTimestamp")).isEqualTo("2026-03-04T07:00:00.000Z");
    }

    @Test
    void findsTheEmailWhereverClientsPutIt() {
        assertThat(track(
                                "{\"userId\":\"u\",\"event\":\"e\",\"context\":{\"traits\":{\"email\":\" Jane@Example.com \"}}}")
                        .email())
                .isEqualTo("jane@example.com");
        assertThat(track("{\"userId\":\"u\",\"event\":\"e\",\"properties\":{\"email\":\"a@b.c\"}}")
                        .email())
                .isEqualTo("a@b.c");
    }

    @Test
    void replacesWhatTheDatabaseCannotHoldAndSaysSo() {
        Message message = track(
                "{\"userId\":\"u\\u0000\",\"event\":\"e\",\"properties\":{\"a\":\"x\\u0000y\",\"b\":\"\\ud800\",\"c\":\"\\ud83d\\ude00\","
                        + "\"d\":1e131071}}");

        assertThat(message.userId()).isEqualTo("u\uFFFD");
        assertThat(payload(message).getJsonObject("properties").getString("a")).isEqualTo("x\uFFFDy");
        assertThat(payload(message).getJsonObject("properties").getString("b")).isEqualTo("\uFFFD");
        assertThat(payload(message).getJsonObject("properties").getString("c")).isEqualTo("😀");
        assertThat(payload(message).getJsonObject("properties").getString("d")).isEqualTo("1e131071");
        assertThat(payload(message).getBoolean("_sanitized")).isTrue();
    }

    @Test
    void halfAPairInANameBreaksNoBatch() {
        Message message = inBatch(
                "{\"batch\":[{\"type\":\"track\",\"userId\":\"u\",\"event\":\"e\",\"x\\ud800\":1,\"x\":1,\"x\":2}]}");

        assertThat(payload(message).getInt("x\uFFFD")).isEqualTo(1);
        assertThat(payload(message).getInt("x")).isEqualTo(2);
        assertThat(payload(message).getBoolean("_sanitized")).isTrue();
    }

    @Test
    void lastOfEqualKeysCounts() {
        Message message =
                track("{\"userId\":\"a\",\"event\":\"e\",\"properties\":{\"x\":1,\"x\":\"\\ud800\"},\"userId\":\"b\"}");

        assertThat(message.userId()).isEqualTo("b");
        assertThat(payload(message).getJsonObject("properties").getString("x")).isEqualTo("\uFFFD");
    }

    @Test
    void neverKeepsTheKey() {
        assertThat(payload(track("{\"userId\":\"u\",\"event\":\"e\",\"writeKey\":\"secret\"}")))
                .doesNotContainKey("writeKey");
    }

    @Test
    void keepsHistoryAndClampsAFutureThatCannotBe() {
        assertThat(track("{\"userId\":\"u\",\"event\":\"e\",\"timestamp\":\"1999-01-01\"}")
                        .timestamp())
                .isEqualTo(Instant.parse("1999-01-01T00:00:00Z"));
        assertThat(track("{\"userId\":\"u\",\"event\":\"e\",\"timestamp\":\"2090-01-01T00:00:00Z\"}")
                        .timestamp())
                .isEqualTo(Reading.NOW);
    }
}
