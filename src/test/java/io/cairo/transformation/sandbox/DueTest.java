package io.cairo.transformation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DueTest {
    private final Due due = new Due(seconds(100), Duration.ofSeconds(4));

    @Test
    void nobodyIsLateWithinTheTime() {
        assertThat(isOver(1.5, 50)).isFalse();
        assertThat(isOver(4, 60)).isFalse();
    }

    @Test
    void whoHasBurntItsShareIsLateWhenTheTimeIsUp() {
        assertThat(isOver(1.5, 50)).isFalse();
        assertThat(isOver(4.1, 51.5)).isTrue();
    }

    @Test
    void whoGotNoProcessorIsWaitedForAsLongAgain() {
        assertThat(isOver(1.5, 50)).isFalse();
        assertThat(isOver(4.1, 50.1)).isFalse();
        assertThat(isOver(7.9, 50.9)).isFalse();
        assertThat(isOver(8.1, 50.9)).isTrue();
    }

    @Test
    void whoBurnsItOnlyLaterIsLateThen() {
        assertThat(isOver(1.5, 50)).isFalse();
        assertThat(isOver(5, 50.2)).isFalse();
        assertThat(isOver(6, 51.1)).isTrue();
    }

    @Test
    void whoIsFirstLookedAtLateHasNotBurntAnythingYet() {
        assertThat(isOver(5, 50)).isFalse();
        assertThat(isOver(8.5, 50)).isTrue();
    }

    @Test
    void quickAnswersCostNoLookAtTheProcess() {
        assertThat(due.isOver(seconds(100.5), () -> {
                    throw new AssertionError("nobody needs to know");
                }))
                .isFalse();
    }

    private boolean isOver(double after, double burnt) {
        return due.isOver(seconds(100 + after), () -> Duration.ofNanos(seconds(burnt)));
    }

    private static long seconds(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
