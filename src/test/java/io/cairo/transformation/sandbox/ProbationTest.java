package io.cairo.transformation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProbationTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Probation probation = new Probation(now::get);

    @Test
    void isOfOneOwnerAndEndsAfterTenMinutes() {
        probation.begin("bad");
        assertThat(probation.isOn("bad")).isTrue();
        assertThat(probation.isOn("good")).isFalse();

        pass(Duration.ofMinutes(10));
        assertThat(probation.isOn("bad")).isTrue();
        pass(Duration.ofNanos(1));
        assertThat(probation.isOn("bad")).isFalse();
    }

    @Test
    void beginsAnewWithEachOffence() {
        probation.begin("bad");
        pass(Duration.ofMinutes(9));
        probation.begin("bad");
        pass(Duration.ofMinutes(9));

        assertThat(probation.isOn("bad")).isTrue();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
