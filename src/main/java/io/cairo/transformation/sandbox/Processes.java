package io.cairo.transformation.sandbox;

import io.cairo.base.Problem;
import io.cairo.base.Problem.Code;
import io.cairo.transformation.sandbox.Sandbox.Input;
import io.cairo.transformation.sandbox.Sandbox.Run;
import io.cairo.transformation.sandbox.Sandbox.Script;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** All that runs once the sandbox is used: workers for scripts, one for code, and who ends them in time. */
record Processes(
        WorkerFiles files,
        Deadlines deadlines,
        Pool scripts,
        Pool apart,
        Sharing sharing,
        Sharing trials,
        Allowance trialsAllowance,
        Compiling compiling)
        implements AutoCloseable {
    private static final LongSupplier CLOCK = System::nanoTime;

    /** Warm, for the one that dies next. */
    private static final int SPARE = 1;

    /** That run at once, of different owners. */
    private static final int TRIALS = 2;

    /** How long workers of a seldom kind are kept that nobody wants. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    static Processes start(int workers) {
        try {
            WorkerFiles files = new WorkerFiles();
            Deadlines deadlines = new Deadlines();
            Pool scripts = new Pool(Launch.ofScripts(files), deadlines, workers + SPARE, null);
            Pool apart = new Pool(Launch.ofScriptsApart(files), deadlines, 1, KEPT);
            Pool compilers = new Pool(Launch.ofCompilers(files), deadlines, 1, KEPT);
            Allowance trials = Allowance.ofOwners(CLOCK);
            return new Processes(
                    files,
                    deadlines,
                    scripts,
                    apart,
                    sharing(workers, new Frames(scripts, apart, probation(), Allowance.ofScripts(CLOCK), 3)),
                    sharing(TRIALS, new Frames(apart, apart, probation(), trials, 1)),
                    trials,
                    new Compiling(compilers));
        } catch (UncheckedIOException e) {
            throw new Problem(
                    Code.UNAVAILABLE, "no worker for scripts could be started: the temporary folder is not usable");
        }
    }

    private static Sharing sharing(int turns, Frames frames) {
        return new Sharing(new Turns(turns), frames::run);
    }

    private static Probation probation() {
        return new Probation(CLOCK);
    }

    String compile(String code) {
        return compiling.compile(code, time -> {});
    }

    String compileForTrial(String owner, String code) {
        return compiling.compile(code, time -> trialsAllowance.alsoTook(owner, time));
    }

    List<Run> run(Script script, List<Input> events) {
        return run(sharing, script, events);
    }

    List<Run> tryOut(Script script, List<Input> events) {
        return run(trials, script, events);
    }

    Duration trialsPause(String owner) {
        return trialsAllowance.pause(owner);
    }

    private static List<Run> run(Sharing sharing, Script script, List<Input> events) {
        List<Run> runs = new ArrayList<>(events.size());
        while (runs.size() < events.size()) {
            runs.addAll(sharing.run(script, Frames.first(events.subList(runs.size(), events.size()))));
        }
        return runs;
    }

    Workers.State state(int workers) {
        return new Workers.State(
                workers, deadlines.pids().size(), scripts.died() + apart.died(), scripts.confinement());
    }

    @Override
    public void close() {
        scripts.close();
        apart.close();
        compiling.close();
        deadlines.close();
        files.close();
    }
}
