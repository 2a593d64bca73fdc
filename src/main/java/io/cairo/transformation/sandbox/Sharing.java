package io.cairo.transformation.sandbox;

import io.cairo.transformation.sandbox.Sandbox.Input;
import io.cairo.transformation.sandbox.Sandbox.Run;
import io.cairo.transformation.sandbox.Sandbox.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Calls for the same script that wait for their owner's turn at the same time go to the worker together, as requests share a
 * commit: who comes first leads, takes whoever has come when the turn is there, and gives each their own. Nobody waits for a
 * timer. Safe for many threads.
 */
final class Sharing {
    private static final Duration TURN = Duration.ofSeconds(10);

    /** Runs a script on the events of one frame. */
    @FunctionalInterface
    interface Frame {
        List<Run> run(Script script, List<Input> events);
    }

    private final Turns turns;
    private final Frame frame;
    /** Those that still wait for their turn. */
    private final Map<Alike, Shared> open = new HashMap<>();

    /** What calls must have in common: the same code on trial is anybody's, but owners and limits stay apart. */
    private record Alike(String script, String owner, Duration most) {
        static Alike of(Script script) {
            return new Alike(script.id(), script.owner(), script.most());
        }
    }

    /** What goes together. Filled only while it is open. */
    private static final class Shared {
        private final List<Input> events = new ArrayList<>();
        private final CompletableFuture<List<Run>> runs = new CompletableFuture<>();
        private long bytes;

        boolean hasRoom(List<Input> more) {
            return events.size() + more.size() <= Frames.MOST_EVENTS && bytes + Frames.bytes(more) <= Frames.MOST_BYTES;
        }

        int add(List<Input> more) {
            int from = events.size();
            events.addAll(more);
            bytes += Frames.bytes(more);
            return from;
        }
    }

    /** A call's place. */
    private record Seat(Shared shared, int from, boolean leads) {}

    Sharing(Turns turns, Frame frame) {
        this.turns = turns;
        this.frame = frame;
    }

    /**
     * Runs a script on events.
     *
     * @param events at most as many as one frame takes
     * @return a run for each, in their order
     * @throws io.cairo.base.Problem UNAVAILABLE
     */
    List<Run> run(Script script, List<Input> events) {
        Seat seat = seat(script, events);
        if (seat.leads()) {
            lead(script, seat.shared());
        }
        try {
            return seat.shared().runs.join().subList(seat.from(), seat.from() + events.size());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : e;
        }
    }

    /** How many events wait for a turn of this script's owner, in the frame that is still open. */
    int waiting(Script script) {
        synchronized (open) {
            Shared shared = open.get(Alike.of(script));
            return shared == null ? 0 : shared.events.size();
        }
    }

    private Seat seat(Script script, List<Input> events) {
        synchronized (open) {
            Shared waiting = open.get(Alike.of(script));
            if (waiting != null && waiting.hasRoom(events)) {
                return new Seat(waiting, waiting.add(events), false);
            }
            Shared shared = new Shared();
            open.put(Alike.of(script), shared);
            return new Seat(shared, shared.add(events), true);
        }
    }

    /** Whatever happens here, those who have joined get an answer. */
    private void lead(Script script, Shared shared) {
        try {
            shared.runs.complete(inTurn(script, shared));
        } catch (RuntimeException | Error e) {
            shared.runs.completeExceptionally(e);
        } finally {
            close(script, shared);
        }
    }

    private List<Run> inTurn(Script script, Shared shared) {
        if (!turns.take(script.owner(), TURN)) {
            close(script, shared); // nobody may join what has failed
            throw Frames.unavailable("all workers for scripts are busy");
        }
        try {
            close(script, shared);
            return frame.run(script, shared.events);
        } finally {
            turns.giveBack(script.owner());
        }
    }

    private void close(Script script, Shared shared) {
        synchronized (open) {
            open.remove(Alike.of(script), shared);
        }
    }
}
