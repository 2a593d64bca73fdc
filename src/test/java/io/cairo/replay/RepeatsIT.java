package io.cairo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.event.Excerpt;
import io.cairo.event.Logged;
import io.cairo.event.Position;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which replays an event was part of. */
class RepeatsIT {
    private static Repeats repeats(Rig rig) {
        Repeats repeats = new Repeats();
        repeats.replays = rig.replays;
        repeats.excerpts = rig.slices.excerpts;
        return repeats;
    }

    private static Position position(Rig rig, int index) {
        List<Logged> all = rig.slices.excerpts.after(rig.everything(), new Position(0, 0, rig.begin), 100);
        return all.get(index).position();
    }

    @Test
    void namesThoseThatCameToTheEventAndTookIt() throws Exception {
        try (Rig rig = new Rig()) {
            rig.write(0, 10, 3);
            UUID done = rig.replay();
            rig.serve(rig.walker(event -> 200), done);
            UUID waiting = rig.replay();
            Excerpt all = rig.everything();
            UUID others = rig.replay(new Excerpt(1, all.from(), all.to(), all.below(), "Something Else", null), 100);
            rig.serve(rig.walker(event -> 200), others);

            List<Repeats.Repeat> found = repeats(rig).of(1, position(rig, 4), 20);

            assertThat(found).extracting(Repeats.Repeat::replayId).containsExactly(done);
            assertThat(found.get(0).state()).isEqualTo("done");
            rig.serve(rig.walker(event -> 200), waiting);
            assertThat(repeats(rig).of(1, position(rig, 4), 20))
                    .extracting(Repeats.Repeat::replayId)
                    .containsExactly(waiting, done);
            assertThat(repeats(rig).of(1, position(rig, 4), 1)).hasSize(1);
            assertThat(repeats(rig).of(2, position(rig, 4), 20)).isEmpty();
        }
    }

    @Test
    void leavesOutWhatIsStillToBeSent() throws Exception {
        try (Rig rig = new Rig()) {
            rig.write(0, 10, 10);
            UUID replay = rig.replay();
            rig.serve(rig.walker(event -> event.getInt("n") == 4 ? 500 : 200), replay);

            assertThat(repeats(rig).of(1, position(rig, 4), 20)).isEmpty();
            assertThat(repeats(rig).of(1, position(rig, 5), 20)).hasSize(1);
        }
    }
}
