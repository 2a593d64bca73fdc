package io.cairo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.destination.Connector.Rate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private long now;
    private final Pace pace = new Pace(() -> now);

    private void passes(double seconds) {
        now += (long) (seconds * 1e9);
    }

    @Test
    void holdsNothingBackWithoutARate() {
        assertThat(pace.allowance(100)).isEqualTo(Integer.MAX_VALUE);
        pace.events(1_000_000);
        assertThat(pace.pause()).isZero();
    }

    @Test
    void keepsToTheRateOfEvents() {
        pace.set(new Rate(10, 0));
        int sent = 0;
        for (int second = 0; second < 100; second++) {
            int some = pace.allowance(1);
            pace.events(some);
            sent += some;
            passes(1);
        }

        assertThat(sent).isBetween(1_000, 1_020);
        assertThat(pace.pause()).isZero();
    }

    @Test
    void countsRequestsWhateverTheyCarry() {
        pace.set(Rate.ofRequests(2));

        assertThat(pace.allowance(50)).isEqualTo(200);
        for (int i = 0; i < 4; i++) {
            pace.request();
        }
        assertThat(pace.allowance(50)).isZero();
        assertThat(pace.pause()).isEqualTo(Duration.ofMillis(500));
        passes(0.5);
        assertThat(pace.allowance(50)).isEqualTo(50);
        assertThat(pace.pause()).isZero();
    }

    @Test
    void waitsLongForASlowRateAndPaysBackWhatWasTooMuch() {
        pace.set(new Rate(0.1, 0));
        pace.events(3);

        assertThat(pace.pause()).isEqualTo(Duration.ofSeconds(30));
        passes(30);
        assertThat(pace.allowance(10)).isEqualTo(1);
    }

    @Test
    void goesOnWithANewRate() {
        pace.set(new Rate(1, 0));
        pace.events(2);
        assertThat(pace.allowance(1)).isZero();

        pace.set(new Rate(100, 0));
        assertThat(pace.allowance(1)).isEqualTo(200);
        pace.set(Rate.UNLIMITED);
        assertThat(pace.allowance(1)).isEqualTo(Integer.MAX_VALUE);
    }
}
