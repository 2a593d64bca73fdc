package io.cairo.ingest.reading;

import static io.cairo.ingest.reading.Reading.payload;
import static io.cairo.ingest.reading.Reading.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import io.cairo.message.Identifier;
import io.cairo.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of other systems in an event's context. */
class ExternalIdsTest {
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
}
