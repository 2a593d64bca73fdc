package io.cairo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.destination.RetrySchedule;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final RetrySchedule HOOKS = RetrySchedule.STANDARD_WEBHOOKS;

    private final Backoff exact = new Backoff(() -> 0L);
    private final Backoff late = new Backoff(() -> -1L);

    @Test
    void spreadsTenTriesOverThreeDays() {
        Duration all = IntStream.rangeClosed(1, 9)
                .mapToObj(failures -> exact.retry(HOOKS, failures, null))
                .reduce(Duration.ZERO, Duration::plus);

        assertThat(exact.retry(HOOKS, 1, null)).isEqualTo(Duration.ofSeconds(5));
        assertThat(all).isBetween(Duration.ofHours(75), HOOKS.lifetime());
    }

    @Test
    void triesForADayFromASecondToAnHour() {
        RetrySchedule usual = RetrySchedule.USUAL;
        List<Duration> waits = IntStream.range(1, usual.tries())
                .mapToObj(failures -> exact.retry(usual, failures, null))
                .toList();

        assertThat(waits).isSorted().startsWith(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(waits.get(waits.size() - 1)).isEqualTo(Duration.ofHours(1));
        assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofHours(23), usual.lifetime());
    }

    @Test
    void addsAtMostATenth() {
        assertThat(late.retry(HOOKS, 2, null)).isBetween(Duration.ofSeconds(329), Duration.ofSeconds(330));
    }

    @Test
    void waitsAsLongAsItIsAsked() {
        assertThat(exact.retry(HOOKS, 1, Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(1));
        assertThat(exact.retry(HOOKS, 2, Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(5));
        assertThat(exact.hold(1, Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void probesAHeldDestinationEveryMinute() {
        assertThat(exact.hold(1, null)).isEqualTo(Duration.ofSeconds(5));
        assertThat(exact.hold(2, null)).isEqualTo(Duration.ofSeconds(10));
        assertThat(exact.hold(100_000, null)).isEqualTo(Duration.ofSeconds(60));
    }
}
