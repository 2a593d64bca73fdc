package io.cairo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.destination.Connector.Rate;
import io.cairo.destination.Connector.Terms;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void aStepIsNoLargerThanASecondAllows() {
        assertThat(new Pace(3).most(500)).isEqualTo(3);
        assertThat(new Pace(5_000).most(500)).isEqualTo(500);
    }

    @Test
    void theNextStepWaitsUntilTheTimeOfTheLastIsOver() {
        Pace pace = new Pace(100);

        assertThat(pace.after(100, Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.after(50, Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(300));
        assertThat(pace.after(50, Duration.ofSeconds(3))).isZero();
        assertThat(pace.after(0, Duration.ZERO)).isZero();
    }

    @Test
    void isNeverMoreThanTheDestinationIsToGet() {
        Terms terms = new Terms(10, 3);

        assertThat(Pace.of(100, terms)).isEqualTo(new Pace(100));
        assertThat(Pace.of(100, terms.at(new Rate(7, 0)))).isEqualTo(new Pace(7));
        assertThat(Pace.of(100, terms.at(Rate.ofRequests(2)))).isEqualTo(new Pace(20));
        assertThat(Pace.of(5, terms.at(new Rate(7, 2)))).isEqualTo(new Pace(5));
    }

    @Test
    void mayBeSlowerThanOneASecond() {
        Pace slow = new Pace(0.5);

        assertThat(slow.most(64)).isEqualTo(1);
        assertThat(slow.after(1, Duration.ZERO)).isEqualTo(Duration.ofSeconds(2));
    }
}
