package io.cairo.replay;

import io.cairo.base.Problem;
import io.cairo.delivery.Backoff;
import io.cairo.delivery.Dispatch;
import io.cairo.delivery.Heartbeat;
import io.cairo.delivery.Pace;
import io.cairo.delivery.Paces;
import io.cairo.delivery.Verdict;
import io.cairo.delivery.Verdict.Fate;
import io.cairo.destination.Endpoint;
import io.cairo.transformation.Treatment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Goes on with one replay at a time: claims it, sends slice after slice, gives it back. For many threads. */
final class Walker {
    /** A replay that waits no longer keeps its thread. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final long SHIFT = Duration.ofSeconds(10).toNanos();
    private static final int MOST = 500;
    private static final int FEWEST = 64;
    private static final int LANES = 8;

    private final Walks walks;
    private final Slices slices;
    private final Function<UUID, Optional<Endpoint<?>>> endpoints;
    private final Function<Walk, Optional<Treatment>> treatments;
    private final Way way;
    private final Backoff backoff;
    private final Clock clock;
    private final Wait wait;

    /** How delivery sends, how much it may, and what keeps a lease meanwhile. */
    record Way(Dispatch dispatch, Paces paces, Heartbeat heartbeat) {}

    /** Lets time pass. */
    @FunctionalInterface
    interface Wait {
        void of(Duration time) throws InterruptedException;
    }

    Walker(
            Walks walks,
            Slices slices,
            Function<UUID, Optional<Endpoint<?>>> endpoints,
            Function<Walk, Optional<Treatment>> treatments,
            Way way,
            Backoff backoff,
            Clock clock,
            Wait wait) {
        this.walks = walks;
        this.slices = slices;
        this.endpoints = endpoints;
        this.treatments = treatments;
        this.way = way;
        this.backoff = backoff;
        this.clock = clock;
        this.wait = wait;
    }

    /**
     * Goes on with a replay until it is done, paused, cancelled or has to wait, or for some seconds, so that others have their
     * turn; unless another node is at it.
     *
     * @param owner a text that no other claim has
     * @param goingOn false as soon as no new request shall begin
     * @throws RuntimeException if something is wrong with the destination or the database; the claim then ends by itself
     */
    void serve(UUID replay, String owner, BooleanSupplier goingOn) throws InterruptedException {
        Optional<Walk> walk = walks.claim(replay, owner);
        if (walk.isEmpty()) {
            return;
        }
        try (Heartbeat.Hold hold = way.heartbeat().hold(replay, owner)) {
            BooleanSupplier working = () -> goingOn.getAsBoolean() && hold.isHeld();
            long end = System.nanoTime() + SHIFT;
            while (walk.isPresent() && goingOn.getAsBoolean() && System.nanoTime() - end < 0) {
                walk = step(walk.get(), working);
            }
        }
        walks.release(replay, owner);
    }

    /** Empty if the replay does not go on at once. */
    private Optional<Walk> step(Walk walk, BooleanSupplier working) throws InterruptedException {
        Progress progress = progressOrPause(walk, working);
        Optional<Walk> next = walks.settle(walk, progress);
        if (next.isEmpty() || progress.delay().compareTo(SHORT) > 0) {
            return Optional.empty();
        }
        if (!progress.delay().isZero()) {
            wait.of(progress.delay());
        }
        return next;
    }

    /** What only somebody's hand can mend, such as a transformation that is gone, pauses the replay. */
    private Progress progressOrPause(Walk walk, BooleanSupplier working) throws InterruptedException {
        try {
            return progress(walk, working);
        } catch (Problem e) {
            if (e.code().retryable()) {
                throw e;
            }
            return Progress.none(walk, State.PAUSED, Duration.ZERO, e.sentence());
        }
    }

    private Progress progress(Walk walk, BooleanSupplier working) throws InterruptedException {
        Optional<Endpoint<?>> endpoint = endpoints.apply(walk.destination());
        if (endpoint.isEmpty()) {
            return Progress.none(
                    walk,
                    State.PAUSED,
                    Duration.ZERO,
                    "The destination is disabled; enable it, then resume the replay");
        }
        Pace pace = Pace.yielding(endpoint.get().terms().rate());
        way.paces().settle(walk.destination(), pace);
        if (!pace.pause().isZero()) {
            return Progress.none(walk, State.RUNNING, pace.pause(), null);
        }
        try {
            return progress(walk, endpoint.get(), pace, working);
        } finally {
            way.paces().settle(walk.destination(), pace);
        }
    }

    private Progress progress(Walk walk, Endpoint<?> endpoint, Pace pace, BooleanSupplier working)
            throws InterruptedException {
        Cap cap = Cap.of(walk.perSecond(), endpoint.terms());
        Instant begun = clock.instant();
        boolean isOver = slices.isOver(walk); // asked first: what is committed after this is in the slice
        Slice slice = slices.next(walk, cap.most(size(endpoint, pace)));
        if (slice.isEmpty()) {
            return isOver
                    ? Progress.none(walk, State.DONE, Duration.ZERO, null)
                    : Progress.none(walk, State.RUNNING, SOON, null);
        }
        List<Verdict> verdicts = sent(walk, endpoint, slice, pace, working);
        long sent =
                verdicts.stream().filter(verdict -> !verdict.is(Fate.FILTERED)).count();
        Duration took = Duration.between(begun, clock.instant());
        return new Reckoning(backoff, walk, slice, verdicts).progress().notBefore(cap.after(sent, took));
    }

    private static int size(Endpoint<?> endpoint, Pace pace) {
        int batch = endpoint.terms().batchSize();
        return Math.min(pace.allowance(batch), Math.max(FEWEST, Math.min(MOST, batch * LANES)));
    }

    private List<Verdict> sent(Walk walk, Endpoint<?> endpoint, Slice slice, Pace pace, BooleanSupplier working)
            throws InterruptedException {
        Mark mark = new Mark(walk.replay());
        boolean patient = walk.attempt() >= Slices.DOUBT_AFTER;
        return way.dispatch()
                .send(
                        endpoint,
                        treatments.apply(walk).map(mark::on),
                        walk.excerpt().namespace(),
                        slice.free(),
                        patient,
                        working,
                        pace);
    }
}
