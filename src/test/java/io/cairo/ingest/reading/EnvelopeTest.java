package io.cairo.ingest.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.Problem;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    @Test
    void findsEveryEventAndWhatStandsBehindThem() {
        String text =
                "{\"batch\":[ {\"a\":\"é]\"}, 5 ,{\"b\":[{}]}],\"sentAt\":\"2026-01-01T00:00:00Z\",\"writeKey\":\"k\"}";
        byte[] body = text.getBytes(StandardCharsets.UTF_8);

        Envelope envelope = Envelope.read(body, 10);

        assertThat(envelope.writeKey()).isEqualTo("k");
        assertThat(envelope.sentAt()).startsWith("2026");
        assertThat(envelope.events()).hasSize(3);
        assertThat(cut(body, envelope.events().get(0))).isEqualTo("{\"a\":\"é]\"}");
        assertThat(envelope.events().get(1).isObject()).isFalse();
        assertThat(cut(body, envelope.events().get(2))).isEqualTo("{\"b\":[{}]}");
    }

    @Test
    void refusesMoreEventsThanAllowed() {
        assertThatThrownBy(() -> read("{\"batch\":[1,2,3]}", 2))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(Problem.Code.BATCH_TOO_LARGE));
    }

    @Test
    void saysWhatABodyMustBe() {
        assertThatThrownBy(() -> read("[]", 9)).hasMessageContaining("JSON object");
        assertThatThrownBy(() -> read("{}", 9)).hasMessageContaining("batch: missing");
        assertThatThrownBy(() -> read("{\"batch\":{}}", 9)).hasMessageContaining("got an object");
        assertThatThrownBy(() -> read("{\"batch\":[]} {}", 9)).hasMessageContaining("more text follows");
        assertThatThrownBy(() -> read("{\"batch\":[}", 9)).hasMessageContaining("line 1, column");
    }

    @Test
    void survivesADepthThatOneEventMayNotHave() {
        String deep = "[".repeat(300) + "]".repeat(300);

        assertThat(read("{\"batch\":[{\"a\":" + deep + "},{}]}", 9).events()).hasSize(2);
    }

    private static Envelope read(String text, int most) {
        return Envelope.read(text.getBytes(StandardCharsets.UTF_8), most);
    }

    private static String cut(byte[] body, Envelope.Span span) {
        return new String(body, span.offset(), span.length(), StandardCharsets.UTF_8);
    }
}
