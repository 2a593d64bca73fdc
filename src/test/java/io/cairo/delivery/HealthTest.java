package io.cairo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.delivery.Health.Bounds;
import io.cairo.delivery.Health.Counts;
import io.cairo.delivery.Health.Said;
import io.cairo.delivery.Health.Verdict;
import io.cairo.delivery.Settlement.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Bounds BOUNDS = new Bounds(Duration.ofSeconds(900), Duration.ofSeconds(60), 50);

    private static Said said(Verdict verdict, int secondsAgo, boolean failing) {
        return new Said(verdict, 3, NOW.minusSeconds(secondsAgo), new Counts(100, 100), failing);
    }

    private static Said judged(State state, int failingFor, int lag, Counts counts, Said said) {
        Instant since = failingFor == 0 ? null : NOW.minusSeconds(failingFor);
        return new Health(state, since, Duration.ofSeconds(lag), counts, said, NOW).judged(BOUNDS);
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE, 0, 0, FINE, FINE",
        "PAUSED, 0, 0, FINE, PAUSED",
        "PAUSED, 500, 9999, FAILING, PAUSED",
        "HOLDING, 59, 59, FINE, FINE",
        "HOLDING, 60, 60, FINE, FAILING",
        "ACTIVE, 0, 900, FINE, FINE",
        "ACTIVE, 0, 901, FINE, LAGGING",
        "ACTIVE, 0, 500, LAGGING, LAGGING",
        "ACTIVE, 0, 450, LAGGING, FINE",
        "ACTIVE, 0, 0, PAUSED, FINE"
    })
    void saysTheWorst(State state, int failingFor, int lag, Verdict before, Verdict now) {
        Said judged = judged(state, failingFor, lag, new Counts(100, 100), said(before, 10, false));

        assertThat(judged.verdict()).isEqualTo(now);
        assertThat(judged.changes()).isEqualTo(before == now ? 3 : 4);
    }

    @ParameterizedTest
    @CsvSource({
        "200, 100, 60, false, FINE",
        "150, 150, 60, false, FAILING",
        "100, 105, 60, false, FAILING",
        "100, 104, 60, false, FINE",
        "100, 101, 3600, false, FAILING",
        "100, 200, 59, false, FINE",
        "200, 100, 60, true, FINE",
        "200, 100, 30, true, FAILING",
        "100, 100, 9999, true, FAILING"
    })
    void judgesAStretchOfTimeByHowManyFail(int delivered, int failed, int age, boolean before, Verdict now) {
        Said judged = judged(
                State.ACTIVE,
                0,
                0,
                new Counts(delivered, failed),
                said(before ? Verdict.FAILING : Verdict.FINE, age, before));

        assertThat(judged.verdict()).isEqualTo(now);
    }

    @Test
    void showsNothingOfWhatMayBePersonal() {
        assertThat(Watch.gist("HTTP 401: no such user ada@example.com")).isEqualTo("HTTP 401");
        assertThat(Watch.gist("No answer in time")).isEqualTo("No answer in time");
    }
}
