package io.cairo.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @Test
    void readsWholeSeconds() {
        assertThat(RetryAfter.read("120", NOW)).contains(Duration.ofMinutes(2));
    }

    @Test
    void readsSecondsWithAFraction() {
        assertThat(RetryAfter.read(" 0.25 ", NOW)).contains(Duration.ofMillis(250));
    }

    @Test
    void readsADate() {
        assertThat(RetryAfter.read("Sat, 21 Nov 2026 08:00:30 GMT", NOW)).contains(Duration.ofSeconds(30));
        assertThat(RetryAfter.read("Sat, 21 Nov 2026 07:00:00 GMT", NOW)).contains(Duration.ZERO);
    }

    @Test
    void neverWaitsMoreThanAnHour() {
        assertThat(RetryAfter.read("999999999999999999", NOW)).contains(Duration.ofHours(1));
        assertThat(RetryAfter.read("Sun, 22 Nov 2026 08:00:00 GMT", NOW)).contains(Duration.ofHours(1));
    }

    @Test
    void takesNothingElse() {
        assertThat(RetryAfter.read("soon", NOW)).isEmpty();
        assertThat(RetryAfter.read("-5", NOW)).isEmpty();
        assertThat(RetryAfter.read("1e9", NOW)).isEmpty();
        assertThat(RetryAfter.read("", NOW)).isEmpty();
    }
}
