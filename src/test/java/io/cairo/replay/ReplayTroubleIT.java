package io.cairo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What replays do about events and destinations that do not do their part. */
class ReplayTroubleIT {
    @Test
    void aBadEventHoldsUpNeitherTheReplayNorWhatIsDeliveredLive() throws Exception {
        try (Rig rig = new Rig()) {
            rig.write(0, 200, 10);
            String before = rig.text(Rig.DELIVERIES);
            UUID replay = rig.replay();
            Walker walker = rig.walker(event -> event.getInt("n") == 17 ? 500 : 200);
            for (int i = 0; i < 12 && rig.get(replay).state() == State.RUNNING; i++) {
                rig.serve(walker, replay);
                rig.timePasses();
            }

            assertThat(rig.get(replay).state()).isEqualTo(State.DONE);
            assertThat(rig.get(replay).counts()).isEqualTo(new Counts(200, 199, 0, 1, 0));
            assertThat(rig.get(replay).failedIds()).containsExactly("m000017");
            assertThat(rig.get(replay).lastError()).startsWith("HTTP 500");
            assertThat(rig.received).hasSize(199);
            rig.assertInOrder(10);
            assertThat(rig.text(Rig.DELIVERIES))
                    .as("delivery knows nothing of it")
                    .isEqualTo(before);
        }
    }

    @Test
    void waitsForADestinationThatIsAwayAndLosesNothing() throws Exception {
        try (Rig rig = new Rig()) {
            rig.write(0, 200, 10);
            UUID replay = rig.replay();
            for (int i = 0; i < 8; i++) {
                rig.serve(rig.walker(event -> 0), replay);
                assertThat(rig.walks.waiting()).isEmpty();
                rig.timePasses();
            }
            assertThat(rig.get(replay).counts()).isEqualTo(Counts.NONE);
            assertThat(rig.get(replay).lastError()).startsWith("The connection was cut");

            rig.serve(rig.walker(Rig::takesAll), replay);
            assertThat(rig.received).hasSize(200);
            assertThat(rig.get(replay).counts()).isEqualTo(new Counts(200, 200, 0, 0, 0));
            assertThat(rig.get(replay).lastError()).as("all is well in the end").isNull();
        }
    }

    @Test
    void pausesAfterAnHourOfThat() throws Exception {
        try (Rig rig = new Rig()) {
            rig.write(0, 5, 2);
            UUID replay = rig.replay();
            rig.serve(rig.walker(event -> 0), replay);
            rig.timePasses();
            rig.database.update("UPDATE replay SET failing_since = now() - interval '61 minutes'");
            rig.serve(rig.walker(event -> 0), replay);

            assertThat(rig.get(replay).state()).isEqualTo(State.PAUSED);
        }
    }

    @Test
    void pausesWhereItIsShutOut() throws Exception {
        try (Rig rig = new Rig()) {
            rig.write(0, 100, 10);
            UUID replay = rig.replay();
            rig.serve(rig.walker(event -> rig.received.size() > 30 ? 401 : 200), replay);

            assertThat(rig.get(replay).state()).isEqualTo(State.PAUSED);
            assertThat(rig.get(replay).lastError()).startsWith("HTTP 401");
            rig.replays.resume(1, replay);
            rig.serve(rig.walker(Rig::takesAll), replay);
            assertThat(new LinkedHashSet<>(rig.numbers())).hasSize(100);
            assertThat(rig.received).hasSize(100);
        }
    }

    @Test
    void pausesWhereTheDestinationIsDisabled() throws Exception {
        try (Rig rig = new Rig()) {
            rig.write(0, 5, 2);
            UUID replay = rig.replay();
            rig.enabled = false;
            rig.serve(rig.walker(Rig::takesAll), replay);

            assertThat(rig.get(replay).state()).isEqualTo(State.PAUSED);
            assertThat(rig.get(replay).lastError()).contains("disabled");
        }
    }
}
