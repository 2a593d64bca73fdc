package io.cairo.transformation.sandbox;

import io.cairo.base.Problem;
import io.cairo.base.Problem.Code;
import io.cairo.transformation.sandbox.Sandbox.Failed;
import io.cairo.transformation.sandbox.Sandbox.Input;
import io.cairo.transformation.sandbox.Sandbox.Killed;
import io.cairo.transformation.sandbox.Sandbox.Run;
import io.cairo.transformation.sandbox.Sandbox.Script;
import io.cairo.transformation.worker.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs a script on the events of one frame. When a worker dies in the middle of it, those that it has not answered are tried
 * once more, each alone and in another worker, until one kills again: only that one is to blame. All others run as if nothing
 * had happened. A script that burns its owner's {@link Allowance} is not run until there is some again.
 */
final class Frames {
    /** Of one frame: so many events, and so many bytes of them. */
    static final int MOST_EVENTS = 100;

    static final long MOST_BYTES = 4 << 20;
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration EACH = Duration.ofSeconds(4);
    /** About what a machine has to do to put others in the place of the two workers that each kill costs. */
    private static final Duration REPLACEMENTS = Duration.ofSeconds(2);

    private final Pool pool;
    private final Pool apart;
    private final Probation probation;
    private final Allowance allowance;
    private final int mostKilled;
    private final Set<String> proven = ConcurrentHashMap.newKeySet();

    /**
     * @param apart for owners who are on probation, or of whom nothing has gone well yet: their first bomb ends no worker of others
     * @param allowance of those who use these workers
     * @param mostKilled after so many in one frame the rest is not tried: the script is to blame
     */
    Frames(Pool pool, Pool apart, Probation probation, Allowance allowance, int mostKilled) {
        this.pool = pool;
        this.apart = apart;
        this.probation = probation;
        this.allowance = allowance;
        this.mostKilled = mostKilled;
    }

    /**
     * To be called by who has a turn.
     *
     * @return a run for each event, in their order
     * @throws Problem UNAVAILABLE
     */
    List<Run> run(Script script, List<Input> events) {
        Duration pause = allowance.pause(script);
        List<Run> runs = new ArrayList<>(events.size());
        int killed = 0;
        while (pause.isZero() && runs.size() < events.size() && killed < mostKilled) {
            long begin = System.nanoTime();
            runs.addAll(ask(script, events.subList(runs.size(), events.size())).runs());
            if (blame(script, events, runs)) {
                killed++;
                allowance.killed(script, REPLACEMENTS.plusNanos(System.nanoTime() - begin));
            }
        }
        Failed notRun = notRun(pause);
        while (runs.size() < events.size()) {
            runs.add(notRun);
        }
        return runs;
    }

    private Failed notRun(Duration pause) {
        String why = pause.isZero()
                ? "it had to be stopped by force " + (mostKilled == 1 ? "once" : mostKilled + " times")
                : "it went over its limits too often of late; it is run again in %d seconds"
                        .formatted(pause.toSeconds() + 1);
        return new Failed("not run: " + why, null);
    }

    /** Goes on one by one until the one that kills is found; false if none does. */
    private boolean blame(Script script, List<Input> events, List<Run> runs) {
        while (runs.size() < events.size()) {
            Run run = alone(script, events.get(runs.size()));
            runs.add(run);
            if (run instanceof Killed) {
                return true;
            }
        }
        return false;
    }

    /** The first of the events, as many as go into one frame. */
    static List<Input> first(List<Input> events) {
        int count = 0;
        long bytes = 0;
        while (count < Math.min(events.size(), MOST_EVENTS) && (count == 0 || bytes < MOST_BYTES)) {
            bytes += events.get(count).event().length();
            count++;
        }
        return events.subList(0, count);
    }

    static long bytes(List<Input> events) {
        return events.stream().mapToLong(event -> event.event().length()).sum();
    }

    private Run alone(Script script, Input event) {
        Asked asked = ask(script, List.of(event));
        return asked.runs().isEmpty() ? new Killed(asked.death()) : asked.runs().get(0);
    }

    private Asked ask(Script script, List<Input> events) {
        try {
            return ask(script, Slices.of(script, events));
        } catch (IOException e) {
            throw unavailable("no worker for scripts could be started");
        }
    }

    private Asked ask(Script script, Slices slices) throws IOException {
        int all = slices.slices().size();
        Duration most = script.most();
        Pool from = from(script.owner());
        Child child = from.take();
        try {
            long begin = System.nanoTime();
            List<Answer> answers = child.ask(slices.request(), all, FIRST.plus(most), EACH.plus(most));
            judge(script, answers, all, Duration.ofNanos(System.nanoTime() - begin));
            List<Run> runs = slices.runs(answers);
            return new Asked(runs, runs.size() < all ? child.death() : "");
        } finally {
            from.giveBack(child);
        }
    }

    /** Nobody waits for the first of the shared ones to start, either. */
    private Pool from(String owner) {
        return proven.contains(owner) && pool.isStarted() && !probation.isOn(owner) ? pool : apart;
    }

    private void judge(Script script, List<Answer> answers, int all, Duration time) {
        boolean isOver = answers.stream().anyMatch(Frames::isOverLimit);
        if (isOver || answers.size() < all) {
            probation.begin(script.owner());
        } else {
            prove(script.owner());
        }
        if (isOver && answers.size() == all) {
            allowance.burnt(script, time);
        }
    }

    private void prove(String owner) {
        proven.add(owner);
        if (!pool.isStarted()) {
            pool.fill();
        }
    }

    private static boolean isOverLimit(Answer answer) {
        return answer instanceof Answer.Failed failed && failed.isOverLimit();
    }

    static Problem unavailable(String why) {
        return new Problem(Code.UNAVAILABLE, why + "; try again");
    }

    /** @param death why there are fewer runs than events; empty if there are not */
    private record Asked(List<Run> runs, String death) {}
}
