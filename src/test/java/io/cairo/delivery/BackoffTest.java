package io.cairo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff exact = new Backoff(() -> 0L);
    private final Backoff late = new Backoff(() -> -1L);

    @Test
    void spreadsTenTriesOverThreeDays() {
        Duration all = IntStream.rangeClosed(1, 9)
                .mapToObj(failures -> exact.retry(failures, null))
                .reduce(Duration.ZERO, Duration::plus);

        assertThat(exact.retry(1, null)).isEqualTo(Duration.ofSeconds(5));
        assertThat(all).isBetween(Duration.ofHours(75), Backoff.LIFETIME);
    }

    @Test
    void addsAtMostATenth() {
        assertThat(late.retry(2, null)).isBetween(Duration.ofSeconds(329), Duration.ofSeconds(330));
    }

    @Test
    void waitsAsLongAsItIsAsked() {
        assertThat(exact.retry(1, Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(1));
        assertThat(exact.retry(2, Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(5));
        assertThat(exact.hold(1, Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void probesAHeldDestinationEveryMinute() {
        assertThat(exact.hold(1, null)).isEqualTo(Duration.ofSeconds(5));
        assertThat(exact.hold(2, null)).isEqualTo(Duration.ofSeconds(10));
        assertThat(exact.hold(100_000, null)).isEqualTo(Duration.ofSeconds(60));
    }
}
