package io.cairo.transformation;

import io.cairo.base.Problem;
import io.cairo.transformation.sandbox.Sandbox;
import io.cairo.transformation.sandbox.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Runs what a test says instead of JavaScript: for each code a function of the event. Code that nobody scripted does not compile. */
final class ScriptedSandbox implements Sandbox {
    private final Map<String, Function<String, Run>> scripts = new ConcurrentHashMap<>();
    final List<String> metadata = new ArrayList<>();
    boolean away;
    Duration pause = Duration.ZERO;

    ScriptedSandbox on(String code, Function<String, Run> script) {
        scripts.put(code, script);
        return this;
    }

    static Run returned(String... events) {
        return Texts.returned(events);
    }

    /** The event with one more property. */
    static String with(String event, String name, String value) {
        return event.replace("\"properties\":{", "\"properties\":{\"%s\":\"%s\",".formatted(name, value));
    }

    @Override
    public String compile(String code) {
        if (!scripts.containsKey(code)) {
            throw Problem.invalid("code", "does not compile at line 1, column 1");
        }
        return code;
    }

    @Override
    public String compileForTrial(String owner, String code) {
        return compile(code);
    }

    @Override
    public List<Run> run(Script script, List<Input> events) {
        if (away) {
            throw new Problem(Problem.Code.UNAVAILABLE, "no worker can be had");
        }
        List<Run> runs = new ArrayList<>();
        for (Input input : events) {
            metadata.add(input.metadata().get().text());
            Function<String, Run> known = scripts.get(script.compiled());
            runs.add(
                    known == null
                            ? new Failed("not scripted", null)
                            : known.apply(input.event().text()));
        }
        return runs;
    }

    @Override
    public List<Run> tryOut(Script script, List<Input> events) {
        return run(script, events);
    }

    @Override
    public Duration trialsPause(String owner) {
        return pause;
    }
}
