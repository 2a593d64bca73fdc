package io.cairo.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.delivery.Backoff;
import io.cairo.delivery.Pending;
import io.cairo.delivery.Verdict;
import io.cairo.delivery.Verdict.Fate;
import io.cairo.event.EventId;
import io.cairo.event.Excerpt;
import io.cairo.event.Logged;
import io.cairo.event.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReckoningTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final Excerpt EVERYTHING = new Excerpt(1, NOW, NOW.plusSeconds(60), 100, null, null);

    private static Walk walk(int attempt, boolean overdue, EventId... left) {
        return new Walk(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "me",
                EVERYTHING,
                false,
                null,
                100,
                new Position(1, 0, NOW),
                List.of(left),
                attempt,
                overdue);
    }

    private static Position position(int ord) {
        return new Position(2, ord, NOW);
    }

    /** The verdicts on the events 0, 1, 2... of a fresh slice. */
    private static Progress fresh(Walk walk, int skipped, Fate... fates) {
        List<Verdict> verdicts = IntStream.range(0, fates.length)
                .mapToObj(i -> verdict(i, 0, fates[i]))
                .toList();
        Slice slice = new Slice(
                false,
                fates.length + skipped,
                position(fates.length + skipped - 1),
                verdicts.stream().map(Verdict::pending).toList(),
                skipped);
        return new Reckoning(new Backoff(new Random(1)), walk, slice, verdicts).progress();
    }

    /** The verdicts on what was left of a slice. */
    private static Progress again(Walk walk, Fate... fates) {
        List<Verdict> verdicts = IntStream.range(0, fates.length)
                .mapToObj(i -> verdict(i, walk.attempt(), fates[i]))
                .toList();
        Slice slice =
                new Slice(true, 0, null, verdicts.stream().map(Verdict::pending).toList(), 0);
        return new Reckoning(new Backoff(new Random(1)), walk, slice, verdicts).progress();
    }

    private static Verdict verdict(int ord, int tries, Fate fate) {
        Logged event = new Logged(position(ord), "track", "E", "m" + ord, "u:" + ord, "{}".getBytes(UTF_8));
        String detail = fate == Fate.DELIVERED || fate == Fate.FILTERED ? "" : "said " + ord;
        return new Verdict(tries == 0 ? Pending.fresh(event) : Pending.again(event, tries), fate, detail, null);
    }

    @Test
    void aSliceThatIsDoneMovesTheCursor() {
        Progress progress = fresh(walk(0, false), 1, Fate.DELIVERED, Fate.FILTERED, Fate.REJECTED, Fate.UNMAPPABLE);

        assertThat(progress.cursor()).isEqualTo(position(4));
        assertThat(progress.left()).isEmpty();
        assertThat(progress.delay()).isZero();
        assertThat(progress.added()).isEqualTo(new Counts(5, 1, 1, 2, 1));
        assertThat(progress.failedIds()).containsExactly("m2", "m3");
        assertThat(progress.error()).isEqualTo("said 3");
    }

    @Test
    void whatFailedAndWhatWaitsBehindItIsLeftForLater() {
        Progress progress = fresh(walk(0, false), 0, Fate.DELIVERED, Fate.FAILED, Fate.BEHIND);

        assertThat(progress.cursor()).isEqualTo(position(2));
        assertThat(progress.left()).containsExactly(new EventId(2, 1), new EventId(2, 2));
        assertThat(progress.attempt()).isEqualTo(1);
        assertThat(progress.delay()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
        assertThat(progress.added()).isEqualTo(new Counts(3, 1, 0, 0, 0));
    }

    @Test
    void aSliceOfWhichNothingGotThroughIsNotTouched() {
        Progress progress = fresh(walk(1, false), 2, Fate.FAILED, Fate.UNSENT, Fate.FILTERED);

        assertThat(progress.cursor()).isEqualTo(new Position(1, 0, NOW));
        assertThat(progress.added()).isEqualTo(Counts.NONE);
        assertThat(progress.failing()).isTrue();
        assertThat(progress.state()).isEqualTo(State.RUNNING);
        assertThat(progress.delay()).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void afterAnHourOfThatSomebodyMustLookAfterIt() {
        assertThat(fresh(walk(3, true), 0, Fate.FAILED).state()).isEqualTo(State.PAUSED);
        assertThat(fresh(walk(3, true), 0, Fate.DELIVERED).state()).isEqualTo(State.RUNNING);
    }

    @Test
    void whatFailsOftenWhileOthersGetThroughHasFailed() {
        Walk walk = walk(Reckoning.TRIES - 1, false, new EventId(2, 0), new EventId(2, 1));

        Progress progress = again(walk, Fate.FAILED, Fate.BEHIND, Fate.DELIVERED);

        assertThat(progress.added()).isEqualTo(new Counts(0, 1, 0, 1, 0));
        assertThat(progress.failedIds()).containsExactly("m0");
        assertThat(progress.left()).containsExactly(new EventId(2, 1));
        assertThat(progress.attempt()).isEqualTo(1);
    }

    @Test
    void whatWasNotSentBecauseTheNodeStopsIsNobodysFault() {
        Progress progress = fresh(walk(0, false), 0, Fate.UNSENT, Fate.UNSENT);

        assertThat(progress.left()).hasSize(2);
        assertThat(progress.attempt()).isZero();
        assertThat(progress.failing()).isFalse();
        assertThat(progress.delay()).isZero();
    }

    @Test
    void aDestinationThatTakesNothingPausesItAndNothingIsLost() {
        Progress progress = fresh(walk(0, false), 0, Fate.BARRED, Fate.UNSENT);

        assertThat(progress.state()).isEqualTo(State.PAUSED);
        assertThat(progress.error()).isEqualTo("said 0");
        assertThat(progress.left()).hasSize(2);
    }
}
