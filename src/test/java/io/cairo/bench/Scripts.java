package io.cairo.bench;

import io.cairo.transformation.sandbox.Sandbox.Input;
import io.cairo.transformation.sandbox.Sandbox.Returned;
import io.cairo.transformation.sandbox.Sandbox.Run;
import io.cairo.transformation.sandbox.Sandbox.Script;
import io.cairo.transformation.sandbox.Texts;
import io.cairo.transformation.sandbox.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One worker that runs the transformation of the other parts, with nothing around it: what scripts alone can do. */
final class Scripts implements AutoCloseable {
    private static final String METADATA = "{\"messageId\":\"m\",\"namespace\":\"default\",\"sourceType\":\"sdk\"}";
    private static final int TOGETHER = 100;

    private final Workers workers = new Workers(1);
    private final Script script;
    private final List<Input> events = new ArrayList<>();

    /** @param some events as the log holds them */
    Scripts(List<String> some) {
        script = new Script("bench", "bench", workers.compile(Events.CODE), Duration.ofMillis(100));
        for (int i = 0; i < TOGETHER; i++) {
            events.add(Texts.input(some.get(i % some.size()), METADATA));
        }
    }

    /** Runs for so long; answers how many events a second were done. */
    double run(Duration time) {
        long begin = System.nanoTime();
        long done = 0;
        while (System.nanoTime() - begin < time.toNanos()) {
            List<Run> runs = workers.run(script, events);
            if (!runs.stream().allMatch(Returned.class::isInstance)) {
                throw new IllegalStateException("the script failed: " + runs.get(0));
            }
            done += runs.size();
        }
        return done * 1e9 / (System.nanoTime() - begin);
    }

    @Override
    public void close() {
        workers.close();
    }
}
