package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@Journey
class SmokeIT {

    @Test
    void answersOnlyOnceItIsOnDisk(Wire wire, Space space) {
        Wire.Answer answer =
                wire.post("/v1/track", "{\"event\":\"Smoke\",\"userId\":\"u1\",\"messageId\":\"smoke-1\"}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(space.messageIds()).containsExactly("smoke-1");
    }
}
