package io.cairo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.destination.Connector.Rate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One account for all who send to a destination. */
class PacesIT {
    private static final Rate TEN = new Rate(10, 0);

    private static Pace asked(Rig rig, Pace pace) {
        new Paces(rig.database).settle(rig.destination, pace);
        return pace;
    }

    private static void passes(Rig rig, int seconds) {
        rig.database.update("UPDATE delivery_pace SET filled_at = filled_at - ? * interval '1 second'", seconds);
    }

    @Test
    void whatOneSendsTheOthersMayNot() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 1, 1)) {
            Pace here = asked(rig, Pace.of(TEN));
            assertThat(here.allowance(1)).isEqualTo(20);
            here.events(20);
            asked(rig, here);

            assertThat(asked(rig, Pace.of(TEN)).allowance(1))
                    .as("live, on another node")
                    .isZero();
            assertThat(asked(rig, Pace.yielding(TEN)).pause()).as("a replay").isPositive();
            passes(rig, 1);
            assertThat(asked(rig, Pace.of(TEN)).allowance(1)).isBetween(10, 12);
        }
    }

    @Test
    void fillsNoFurtherThanTwoSecondsAndFollowsTheRate() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 1, 1)) {
            asked(rig, Pace.of(TEN));
            passes(rig, 1_000);
            assertThat(asked(rig, Pace.of(TEN)).allowance(1)).isEqualTo(20);
            assertThat(asked(rig, Pace.of(new Rate(2, 0))).allowance(1)).isEqualTo(4);
        }
    }

    @Test
    void keepsTheRateOnAverageAlthoughTwoSendAtOnce() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 1, 1)) {
            Pace live = Pace.of(TEN);
            Pace replay = Pace.yielding(TEN);
            int sent = 0;
            for (int second = 0; second < 50; second++) {
                asked(rig, live);
                asked(rig, replay);
                int some = Math.min(6, live.allowance(1));
                int others = replay.allowance(1);
                live.events(some);
                replay.events(others);
                sent += some + others;
                passes(rig, 1);
            }

            assertThat(sent).isBetween(480, 560);
        }
    }

    @Test
    void aDestinationWithoutAThrottleOrThatIsGoneHasNoAccount() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 1, 1)) {
            asked(rig, Pace.of(Rate.UNLIMITED));
            new Paces(rig.database).settle(UUID.randomUUID(), Pace.of(TEN));

            assertThat(rig.text("SELECT count(*) FROM delivery_pace")).isEqualTo("0");
        }
    }
}
