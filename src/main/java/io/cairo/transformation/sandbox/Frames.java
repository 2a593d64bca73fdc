package io.cairo.transformation.sandbox;

import io.cairo.base.Problem;
import io.cairo.base.Problem.Code;
import io.cairo.transformation.sandbox.Sandbox.Failed;
import io.cairo.transformation.sandbox.Sandbox.Input;
import io.cairo.transformation.sandbox.Sandbox.Killed;
import io.cairo.transformation.sandbox.Sandbox.Returned;
import io.cairo.transformation.sandbox.Sandbox.Run;
import io.cairo.transformation.sandbox.Sandbox.Script;
import io.cairo.transformation.worker.Answer;
import io.cairo.transformation.worker.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a script on many events, a frame at a time. When a worker dies in the middle of a frame, the event it died of is tried
 * once more, alone and in another worker: only one that kills again is to blame. All others run as if nothing had happened.
 */
final class Frames {
    /** Of one frame: so many events, and so many characters. */
    private static final int MOST_EVENTS = 100;

    private static final int MOST_CHARACTERS = 4 << 20;
    /** After so many killed in one call the rest is not tried: the script is to blame. */
    private static final int MOST_KILLED = 3;

    private static final int MOST_ERROR = 500;
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration EACH = Duration.ofSeconds(4);

    private final Pool pool;
    private final Turns turns;

    Frames(Pool pool, Turns turns) {
        this.pool = pool;
        this.turns = turns;
    }

    /** @throws Problem UNAVAILABLE */
    List<Run> run(Script script, List<Input> events) {
        List<Run> runs = new ArrayList<>(events.size());
        int killed = 0;
        while (runs.size() < events.size() && killed < MOST_KILLED) {
            List<Input> frame = frame(events.subList(runs.size(), events.size()));
            List<Run> done = ask(script, frame).runs();
            runs.addAll(done);
            if (done.size() < frame.size()) {
                Run again = alone(script, frame.get(done.size()));
                runs.add(again);
                killed += again instanceof Killed ? 1 : 0;
            }
        }
        while (runs.size() < events.size()) {
            runs.add(new Failed("not run: " + MOST_KILLED + " events before it had to be stopped by force", null));
        }
        return runs;
    }

    /** The first of the events, as many as go into one frame. */
    private static List<Input> frame(List<Input> events) {
        int count = 0;
        long characters = 0;
        while (count < Math.min(events.size(), MOST_EVENTS) && (count == 0 || characters < MOST_CHARACTERS)) {
            Input event = events.get(count++);
            characters += event.event().length() + event.metadata().length();
        }
        return events.subList(0, count);
    }

    private Run alone(Script script, Input event) {
        Asked asked = ask(script, List.of(event));
        return asked.runs().isEmpty() ? new Killed(asked.death()) : asked.runs().get(0);
    }

    private Asked ask(Script script, List<Input> events) {
        if (!turns.take(script.owner(), TURN)) {
            throw unavailable("all workers for scripts are busy");
        }
        try {
            return ask(request(script, events), script.most());
        } catch (IOException e) {
            throw unavailable("no worker for scripts could be started");
        } finally {
            turns.giveBack(script.owner());
        }
    }

    private Asked ask(Request.Run request, Duration most) throws IOException {
        Child child = pool.take();
        try {
            List<Answer> answers = child.ask(request, request.events().size(), FIRST.plus(most), EACH.plus(most));
            List<Run> runs = answers.stream().map(Frames::run).toList();
            return new Asked(runs, runs.size() < request.events().size() ? child.death() : "");
        } finally {
            pool.giveBack(child);
        }
    }

    private static Request.Run request(Script script, List<Input> events) {
        return new Request.Run(
                script.id(),
                script.compiled(),
                Math.toIntExact(script.most().toMillis()),
                events.stream()
                        .map(event -> new Request.Event(event.event(), event.metadata()))
                        .toList());
    }

    /** An answer of another kind is what only a worker says that is no longer ours. */
    private static Run run(Answer answer) {
        if (answer instanceof Answer.Returned returned) {
            return new Returned(returned.events());
        }
        return answer instanceof Answer.Failed failed
                ? new Failed(cut(failed.error()), failed.line() > 0 ? failed.line() : null)
                : new Killed("its process answered what was not asked");
    }

    private static String cut(String error) {
        return error.substring(0, Math.min(error.length(), MOST_ERROR));
    }

    static Problem unavailable(String why) {
        return new Problem(Code.UNAVAILABLE, why + "; try again");
    }

    /** @param death why there are fewer runs than events; empty if there are not */
    private record Asked(List<Run> runs, String death) {}
}
