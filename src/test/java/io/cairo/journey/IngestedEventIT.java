package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is kept of an event that an application has sent. */
@Journey
class IngestedEventIT {
    @Test
    void keepsAllThatWasSent(Wire wire, Space space) {
        wire.post("/v1/t", """
                {"event":"E","userId":42,"messageId":"m","custom":[1,{"a":null}],"properties":{"price":1.10,"tags":["é","😀"]},
                "context":{"library":{"name":"l"}},"integrations":{"All":false,"Slack":true}}""");

        assertThat(space.field("m", "userId")).isEqualTo("42");
        assertThat(space.column("m", "user_id")).isEqualTo("42");
        assertThat(space.field("m", "properties", "price")).isEqualTo("1.10");
        assertThat(space.field("m", "properties", "tags", "1")).isEqualTo("😀");
        assertThat(space.field("m", "custom", "0")).isEqualTo("1");
        assertThat(space.field("m", "context", "library", "name")).isEqualTo("l");
        assertThat(space.field("m", "integrations", "Slack")).isEqualTo("true");
    }

    @Test
    void neverStoresTheWriteKey(Wire wire, Space space) {
        wire.post(
                "/v1/t", "{\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"m\",\"writeKey\":\"" + space.key() + "\"}");

        assertThat(space.column("m", "payload")).doesNotContain(space.key());
    }

    @Test
    void letsEventsInheritWhatTheirBatchSays(Wire wire, Space space) {
        wire.post("/v1/batch", """
                {"batch":[{"type":"track","event":"E","userId":"u","messageId":"m1"},
                {"type":"track","event":"E","userId":"u","messageId":"m2","context":{"library":{"name":"own"}},
                "integrations":{"All":true}}],
                "context":{"library":{"name":"batch"},"ip":"192.0.2.1"},"integrations":{"All":false}}""");

        assertThat(space.field("m1", "context", "library", "name")).isEqualTo("batch");
        assertThat(space.field("m1", "integrations", "All")).isEqualTo("false");
        assertThat(space.field("m2", "context", "library", "name")).isEqualTo("own");
        assertThat(space.field("m2", "context", "ip")).isEqualTo("192.0.2.1");
        assertThat(space.field("m2", "integrations", "All")).isEqualTo("true");
    }

    @Test
    void correctsAClockThatIsAnHourAhead(Wire wire, Space space) {
        Instant theirNow = Instant.now().plus(Duration.ofHours(1));
        Instant happened = theirNow.minus(Duration.ofMinutes(10));

        wire.post("/v1/batch", """
                {"batch":[{"type":"track","event":"E","userId":"u","messageId":"m","timestamp":"%s"}],"sentAt":"%s"}""".formatted(happened, theirNow));

        Instant corrected = Instant.parse(space.field("m", "timestamp"));
        assertThat(corrected)
                .isBetween(
                        Instant.now().minus(Duration.ofMinutes(11)),
                        Instant.now().minus(Duration.ofMinutes(9)));
        assertThat(space.field("m", "originalTimestamp"))
                .startsWith(happened.toString().substring(0, 19));
    }

    @Test
    void keepsTheTimeOfAHistoricalImport(Wire wire, Space space) {
        wire.post("/v1/t", """
                {"event":"E","userId":"u","messageId":"m","timestamp":"2019-03-01T10:00:00.000Z"}""");

        assertThat(space.field("m", "timestamp")).isEqualTo("2019-03-01T10:00:00.000Z");
        assertThat(Instant.parse(space.field("m", "receivedAt")))
                .isAfter(Instant.now().minusSeconds(300));
    }
}
