package io.cairo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.destination.Connector.Rate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static Pace pace(Rate rate, double events, double requests) {
        Pace pace = Pace.of(rate);
        pace.left(events, requests);
        return pace;
    }

    @Test
    void holdsNothingBackWithoutARate() {
        Pace pace = Pace.unlimited();
        pace.events(1_000_000);

        assertThat(pace.allowance(100)).isEqualTo(Integer.MAX_VALUE);
        assertThat(pace.pause()).isZero();
        assertThat(pace.spent()).isEqualTo(new Pace.Spent(0, 0));
    }

    @Test
    void countsRequestsWhateverTheyCarry() {
        Pace pace = pace(Rate.ofRequests(2), 0, 4);

        assertThat(pace.allowance(50)).isEqualTo(200);
        for (int i = 0; i < 4; i++) {
            pace.request();
            pace.events(50);
        }
        assertThat(pace.allowance(50)).isZero();
        assertThat(pace.pause()).isEqualTo(Duration.ofMillis(500));
        assertThat(pace.spent()).isEqualTo(new Pace.Spent(0, 4));
    }

    @Test
    void waitsUntilADebtIsPaid() {
        Pace pace = pace(new Rate(0.1, 0), 0, 0);
        pace.events(2);

        assertThat(pace.pause()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void whatWasSentWhileItWasAskedIsNotForgotten() {
        Pace pace = pace(new Rate(10, 0), 20, 0);
        pace.events(5);
        assertThat(pace.spent().events()).isEqualTo(5);
        pace.events(7);

        pace.left(15, 0);

        assertThat(pace.allowance(1)).isEqualTo(8);
        assertThat(pace.spent().events()).isEqualTo(7);
    }

    @Test
    void whatIsNotNewLeavesHalfOfWhatIsKept() {
        Pace pace = Pace.yielding(new Rate(10, 0));
        pace.left(20, 0);
        assertThat(pace.allowance(1)).isEqualTo(10);

        pace.left(10, 0);
        assertThat(pace.allowance(1)).isZero();
        assertThat(pace.pause()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void whatIsNotNewGoesOnHoweverSlowTheRate() {
        Pace pace = Pace.yielding(new Rate(0.1, 0));
        pace.left(Pace.kept(0.1), 0);

        assertThat(pace.allowance(1)).isEqualTo(1);
        assertThat(pace.pause()).isZero();
    }
}
