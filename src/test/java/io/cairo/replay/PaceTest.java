package io.cairo.replay;

import static org.assertj.core.api.Assertions.assertThat;

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
}
