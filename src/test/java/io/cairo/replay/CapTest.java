package io.cairo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.destination.Connector.Rate;
import io.cairo.destination.Connector.Terms;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CapTest {
    @Test
    void aStepIsNoLargerThanASecondAllows() {
        assertThat(new Cap(3).most(500)).isEqualTo(3);
        assertThat(new Cap(5_000).most(500)).isEqualTo(500);
    }

    @Test
    void theNextStepWaitsUntilTheTimeOfTheLastIsOver() {
        Cap cap = new Cap(100);

        assertThat(cap.after(100, Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        assertThat(cap.after(50, Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(300));
        assertThat(cap.after(50, Duration.ofSeconds(3))).isZero();
        assertThat(cap.after(0, Duration.ZERO)).isZero();
    }

    @Test
    void isNeverMoreThanTheDestinationIsToGet() {
        Terms terms = new Terms(10, 3);

        assertThat(Cap.of(100, terms)).isEqualTo(new Cap(100));
        assertThat(Cap.of(100, terms.at(new Rate(7, 0)))).isEqualTo(new Cap(7));
        assertThat(Cap.of(100, terms.at(Rate.ofRequests(2)))).isEqualTo(new Cap(20));
        assertThat(Cap.of(5, terms.at(new Rate(7, 2)))).isEqualTo(new Cap(5));
    }

    @Test
    void mayBeSlowerThanOneASecond() {
        Cap slow = new Cap(0.5);

        assertThat(slow.most(64)).isEqualTo(1);
        assertThat(slow.after(1, Duration.ZERO)).isEqualTo(Duration.ofSeconds(2));
    }
}
