package io.cairo.transformation.sandbox;

import io.cairo.message.Edit;
import io.cairo.transformation.worker.Utf8;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where strangers' JavaScript runs: never in this process. Safe for many threads. */
public interface Sandbox {
    /**
     * Makes code ready to run: recognises its form, lowers modern syntax to what the engine runs, and refuses what it cannot.
     *
     * @param code a function body, a function expression, or a program with {@code transformEvent(event, metadata)}
     * @throws io.cairo.base.Problem INVALID_ARGUMENT with the line and column in the author's code; UNAVAILABLE if no worker
     *     can be had
     */
    String compile(String code);

    /** As {@link #compile}, of code that its owner only wants to {@link #tryOut}: it counts in {@link #trialsPause}. */
    String compileForTrial(String owner, String code);

    /**
     * Runs code on events, each by itself: nothing one leaves behind is seen by the next.
     *
     * @return a run for each event, in their order
     * @throws io.cairo.base.Problem UNAVAILABLE if no worker can be had in time; then the events were not harmed
     */
    List<Run> run(Script script, List<Input> events);

    /**
     * As {@link #run}, of code that nobody relies on yet: in workers of their own, so that nobody whose code counts waits for
     * them.
     *
     * @throws io.cairo.base.Problem UNAVAILABLE if no worker can be had in time
     */
    List<Run> tryOut(Script script, List<Input> events);

    /** How long an owner should not try code out, since what was tried before went over its limits too often; zero if they may. */
    Duration trialsPause(String owner);

    /**
     * Code that was compiled.
     *
     * @param id of the code, never the same for other code: an engine is kept for it
     * @param owner whose it is: those of one owner can only take each other's time
     * @param compiled what {@link #compile} gave
     * @param most that one event may take
     */
    record Script(String id, String owner, String compiled, Duration most) {}

    /**
     * One event.
     *
     * @param event as JSON
     * @param metadata what {@code metadata(event)} tells about it, as JSON; made if code can ask for it
     */
    record Input(Utf8 event, Supplier<Utf8> metadata) {}

    /** What became of one event. */
    sealed interface Run permits Returned, Failed, Killed {}

    /**
     * It returned objects: none to drop the event, several to make several of it. Each is JSON. Two are equal if the objects are.
     *
     * @param edit how the only one came of the event; null if that is not known
     */
    record Returned(List<Utf8> events, @Nullable Edit edit) implements Run {
        @Override
        public boolean equals(Object other) {
            return other instanceof Returned returned && events.equals(returned.events);
        }

        @Override
        public int hashCode() {
            return events.hashCode();
        }
    }

    /**
     * It threw, returned what is no object, or went over a limit that could be held inside the worker.
     *
     * @param error a sentence, at most 500 characters, of which the code's author is the reader
     * @param line in the author's code; null if not known
     */
    record Failed(String error, @Nullable Integer line) implements Run {}

    /** The worker had to be killed because of this event, or died of it. */
    record Killed(String reason) implements Run {}
}
