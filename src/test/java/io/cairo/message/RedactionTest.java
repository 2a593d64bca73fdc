package io.cairo.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private final Redaction redaction = Redaction.of(new Person(
            1,
            new UUID(0, 0),
            List.of(
                    Identifier.userId("42"),
                    Identifier.anonymousId("device-7f3a"),
                    Identifier.email("jane@example.com"),
                    new Identifier("crm", "AB/\"é1"))));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'properties':{'referrer_email':'jane@example.com'}} | {'properties':{'referrer_email':'[erased]'}}",
                "{'properties':{'referrer_email':' Jane@Example.COM '}} | {'properties':{'referrer_email':'[erased]'}}",
                "{'anonymousId':'device-7f3a','list':['x','device-7f3a']} | {'anonymousId':'[erased]','list':['x','[erased]']}",
                "{'note':'ask jane@example.com, please'} | {'note':'ask [erased], please'}",
                "{'url':'https://x.y/?mail=jane%40example.com&z'} | {'url':'https://x.y/?mail=[erased]&z'}",
                "{'jane@example.com':1} | {'[erased]':1}",
                "{'userId':'42','other_id':'42','memberIds':['42']} | {'userId':'[erased]','other_id':'[erased]','memberIds':['[erased]']}"
            })
    void takesIdentifiersOutOfJson(String json, String expected) {
        String text = json.strip().replace('\'', '"');

        assertThat(redaction.json(text)).isEqualTo(expected.strip().replace('\'', '"'));
        assertThat(Pattern.compile(redaction.jsonPattern(), Pattern.CASE_INSENSITIVE)
                        .matcher(text)
                        .find())
                .isTrue();
        assertThat(redaction.json(redaction.json(text))).isEqualTo(redaction.json(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'quantity':'42','price':42,'id':42}",
                "{'email':'xjane@example.com'}",
                "{'sku':'device-7f3ab'}",
                "{'n':1e400, 'x':'a'}"
            })
    void leavesWhatIsNobodysOrAnothers(String json) {
        String text = json.replace('\'', '"');

        assertThat(redaction.json(text)).isEqualTo(text);
    }

    @Test
    void findsWhatJsonWritesInAnotherWay() {
        assertThat(redaction.json("{\"x\":{\"id\":\"AB/\\\"\\u00e91\"}}")).isEqualTo("{\"x\":{\"id\":\"[erased]\"}}");
    }

    @Test
    void takesLongIdentifiersOutOfTexts() {
        assertThat(redaction.text("HTTP 400: {\"who\":\"jane@example.com\",\"n\":42}"))
                .isEqualTo("HTTP 400: {\"who\":\"[erased]\",\"n\":42}");
    }
}
