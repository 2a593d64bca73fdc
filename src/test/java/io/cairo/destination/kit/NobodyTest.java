package io.cairo.destination.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NobodyTest {
    private final Nobody nobody = Nobody.or("anon");

    @Test
    void takesWhatMeansNobodyForNoId() {
        assertThat(nobody.orNull("Undefined")).isNull();
        assertThat(nobody.orNull("ANON")).isNull();
        assertThat(nobody.orNull("0")).isNull();
        assertThat(nobody.orNull(null)).isNull();
    }

    @Test
    void leavesEveryOtherIdAsItIs() {
        assertThat(nobody.orNull("u-1")).isEqualTo("u-1");
        assertThat(nobody.orNull("Nilsson")).isEqualTo("Nilsson");
        assertThat(Nobody.or().orNull("anon")).isEqualTo("anon");
    }
}
