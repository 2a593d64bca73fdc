package io.cairo.transformation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Duration MOMENT = Duration.ofMillis(20);

    @Test
    void anOwnerNeverHoldsAllWorkers() {
        Turns turns = new Turns(3);
        assertThat(turns.take("a", MOMENT)).isTrue();
        assertThat(turns.take("a", MOMENT)).isTrue();
        assertThat(turns.take("a", MOMENT)).isFalse();
        assertThat(turns.take("b", MOMENT)).isTrue();
        assertThat(turns.take("c", MOMENT)).isFalse();
    }

    @Test
    void whatIsGivenBackIsTakenAgain() {
        Turns turns = new Turns(1);
        assertThat(turns.take("a", MOMENT)).isTrue();
        turns.giveBack("a");
        assertThat(turns.take("a", MOMENT)).isTrue();
        assertThat(turns.take("b", MOMENT)).isFalse();
        turns.giveBack("a");
        assertThat(turns.take("b", MOMENT)).isTrue();
    }
}
