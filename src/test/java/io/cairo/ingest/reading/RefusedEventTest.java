package io.cairo.ingest.reading;

import static io.cairo.ingest.reading.Reading.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with events that are not taken. */
class RefusedEventTest {
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
                "invalid_timestamp|{\"userId\":\"u\",\"event\":\"e\",\"timestamp\":\"as-soon-as-possible\"}",
                "invalid_timestamp|{\"userId\":\"u\",\"event\":\"e\",\"timestamp\":\"2026-01\"}",
                "invalid_timestamp|{\"userId\":\"u\",\"event\":\"e\",\"timestamp\":1e-3}",
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
}
