package io.cairo.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Recent<String, Integer> recent = new Recent<>(clock, Duration.ofSeconds(5), 3);
    private final AtomicInteger loads = new AtomicInteger();

    @Test
    void asksOnceInFiveSeconds() {
        assertThat(get("a")).isEqualTo(1);
        clock.move(Duration.ofMillis(4_999));
        assertThat(get("a")).isEqualTo(1);
        clock.move(Duration.ofMillis(1));
        assertThat(get("a")).isEqualTo(2);
    }

    @Test
    void forgetsAtOnce() {
        get("a");
        recent.clear();

        assertThat(get("a")).isEqualTo(2);
    }

    @Test
    void voidsWhatWasBeingLookedUpWhenItWasEmptied() {
        recent.get("a", () -> {
            recent.clear();
            return 100;
        });

        assertThat(get("a")).isEqualTo(1);
    }

    @Test
    void staysSmall() {
        for (int i = 0; i < 100; i++) {
            get("key " + i);
        }

        assertThat(recent.size()).isLessThanOrEqualTo(3);
    }

    @Test
    void keepsNoFailure() {
        assertThatThrownBy(() -> recent.get("a", () -> {
                    throw new IllegalStateException("no database");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(get("a")).isEqualTo(1);
    }

    private int get(String key) {
        return recent.get(key, loads::incrementAndGet);
    }
}
