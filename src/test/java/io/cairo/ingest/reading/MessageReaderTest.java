package io.cairo.ingest.reading;

import static io.cairo.ingest.reading.Reading.inBatch;
import static io.cairo.ingest.reading.Reading.payload;
import static io.cairo.ingest.reading.Reading.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.message.Identifier;
import io.cairo.message.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {
    @Test
    void keepsWhatTheClientSentAndAddsWhatCairoDecides() {
        Message message = track("""
                {"messageId":"m1","userId":"u1","event":"Signed Up","properties":{"plan":"pro","n":1.50},"custom":[1,2]}""");

        assertThat(message.messageId()).isEqualTo("m1");
        assertThat(message.name()).isEqualTo("Signed Up");
        assertThat(message.subject()).isEqualTo("u:u1");
        assertThat(new String(message.payload(), java.nio.charset.StandardCharsets.UTF_8))
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "missing_id|{\"event\":\"e\"}",
                "missing_event|{\"userId\":\"u\"}",
                "wrong_type|{\"userId\":{},\"event\":\"e\"}",
                "wrong_type|{\"userId\":\"u\",\"event\":5}",
                "wrong_type|{\"userId\":\"u\",\"event\":\"e\",\"properties\":\"text\"}",
                "wrong_type|[1]",
                "invalid_timestamp|{\"userId\":\"u\",\"event\":\"e\",\"timestamp\":\"99999-01-01T00:00:00Z\"}",
                "invalid_timestamp|{\"userId\":\"u\",\"event\":\"e\",\"timestamp\":\"+99999-01-01T00:00:00Z\"}",
                "invalid_timestamp|{\"userId\":\"u\",\"event\":\"e\",\"timestamp\":\"soon\"}",
            })
    void saysWhatIsWrongWithAnEvent(String code, String json) {
        assertThatThrownBy(() -> track(json))
                .isInstanceOfSatisfying(
                        BadEvent.class, bad -> assertThat(bad.code()).isEqualTo(code));
    }

    @Test
    void refusesNamesAndIdsThatAreTooLong() {
        assertThatThrownBy(() -> track("{\"userId\":\"u\",\"event\":\"" + "x".repeat(10_000) + "\"}"))
                .hasMessageContaining("event: has 10000 characters, at most 255");
        assertThatThrownBy(() -> track("{\"userId\":\"u\",\"event\":\"e\",\"messageId\":\"" + "x".repeat(101) + "\"}"))
                .hasMessageContaining("messageId");
    }

    @Test
    void refusesAnEventThatIsTooLargeOrTooDeep() {
        assertThatThrownBy(() -> track(
                        "{\"userId\":\"u\",\"event\":\"e\",\"properties\":{\"x\":\"" + "x".repeat(33_000) + "\"}}"))
                .hasMessageContaining("at most 32768");
        assertThatThrownBy(() -> track("{\"userId\":\"u\",\"event\":\"e\",\"properties\":{\"x\":" + "[".repeat(300)
                        + "]".repeat(300) + "}}"))
                .isInstanceOfSatisfying(
                        BadEvent.class, bad -> assertThat(bad.code()).isEqualTo("too_deep"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":}",
                "{\"userId\":\"u\",\"event\":\"e\"} x",
                "",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":\"\u0001\"}"
            })
    void refusesWhatIsNotJson(String text) {
        assertThatThrownBy(() -> track(text)).isInstanceOfAny(Problem.class, BadEvent.class);
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

    @Test
    void readsIdsOfOtherSystemsAndStillHandsThemOn() {
        Message message = track(externalIds("""
                {"type":"crm","id":"C-7","collection":"users","encoding":"none"},
                {"type":"erp.old","id":4711},
                {"type":" cart ","id":" k1 "}"""));

        assertThat(message.who().externalIds())
                .containsExactly(
                        new Identifier("crm", "C-7"), new Identifier("erp.old", "4711"), new Identifier("cart", "k1"));
        assertThat(payload(message).getJsonObject("context").getJsonArray("externalIds"))
                .hasSize(3)
                .first()
                .asString()
                .contains("\"encoding\":\"none\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"crm\",\"id\":\"1\",\"collection\":\"accounts\"}",
                "{\"type\":\"userId\",\"id\":\"1\"}",
                "{\"type\":\"a:b\",\"id\":\"1\"}",
                "{\"type\":\"1st\",\"id\":\"1\"}",
                "{\"type\":\"crm\",\"id\":\" \"}",
                "{\"type\":\"crm\",\"id\":{\"a\":1}}",
                "{\"type\":\"crm\"}",
                "{\"id\":\"1\"}",
                "\"crm\"",
                "[{\"type\":\"crm\",\"id\":\"1\"}]"
            })
    void handsOnWhatIsNoIdOfAPersonWithoutReadingIt(String entry) {
        Message message = track(externalIds(entry));

        assertThat(message.who().externalIds()).isEmpty();
        assertThat(payload(message).getJsonObject("context").getJsonArray("externalIds"))
                .isEqualTo(JsonTree.read(("[" + entry + "]").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsTwentyIdsOfOtherSystemsAndHandsOnAll() {
        Message message = track(externalIds(IntStream.range(0, 25)
                .mapToObj(i -> "{\"type\":\"crm\",\"id\":" + i + "}")
                .collect(Collectors.joining(","))));

        assertThat(message.who().externalIds()).hasSize(Limits.EXTERNAL_IDS);
        assertThat(payload(message).getJsonObject("context").getJsonArray("externalIds"))
                .hasSize(25);
    }

    private static String externalIds(String entries) {
        return "{\"userId\":\"u\",\"event\":\"e\",\"context\":{\"externalIds\":[" + entries + "]}}";
    }

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
        return new String(message.payload(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Message reread(Message original, String messageId, String json) {
        return Reading.reader().reread(original, messageId, json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
