package io.cairo.transformation.sandbox;

import io.cairo.base.Problem;
import io.cairo.base.Problem.Code;
import io.cairo.transformation.worker.Answer;
import io.cairo.transformation.worker.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Makes scripts of code, one at a time, in a worker of which the pool lets go when nobody wants it. */
final class Compiling implements AutoCloseable {
    private static final int MOST_BYTES = 64 << 10;
    private static final Duration MOST = Duration.ofSeconds(10);
    private static final Duration TURN = Duration.ofSeconds(15);

    private final Pool pool;
    private final Turns turns = new Turns(1);

    Compiling(Pool pool) {
        this.pool = pool;
    }

    /**
     * Makes a script of code.
     *
     * @param took told how long it kept the worker
     * @throws Problem INVALID_ARGUMENT, UNAVAILABLE
     */
    String compile(String code, Consumer<Duration> took) {
        if (code.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw refused("code: it is longer than " + (MOST_BYTES >> 10) + " KB");
        }
        if (!turns.take("", TURN)) {
            throw Frames.unavailable("other code is being made ready to run");
        }
        long begin = System.nanoTime();
        try {
            return compiled(code);
        } catch (IOException e) {
            throw Frames.unavailable("no worker for scripts could be started");
        } finally {
            took.accept(Duration.ofNanos(System.nanoTime() - begin));
            turns.giveBack("");
        }
    }

    private String compiled(String code) throws IOException {
        Child child = pool.take();
        try {
            List<Answer> answers = child.ask(new Request.Compile(code), 1, MOST, MOST);
            if (answers.isEmpty()) {
                throw refused("code: it could not be made ready to run: " + child.death());
            }
            return text(answers.get(0));
        } finally {
            pool.giveBack(child);
        }
    }

    private static String text(Answer answer) {
        if (answer instanceof Answer.Done done) {
            return done.text();
        }
        throw refused(
                answer instanceof Answer.Refused refused
                        ? refused.reason()
                        : "code: it could not be made ready to run");
    }

    private static Problem refused(String reason) {
        return new Problem(Code.INVALID_ARGUMENT, reason);
    }

    @Override
    public void close() {
        pool.close();
    }
}
