package io.cairo.transformation.sandbox;

import io.cairo.transformation.worker.Answer;
import io.cairo.transformation.worker.Request;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One worker process. For one thread at a time; any thread may kill it. Nothing it says is believed beyond its form. */
final class Child {
    /** How the worker's own watch, and Java without memory, end the process. */
    private static final int STUCK = 4;

    private static final int OUT_OF_MEMORY = 3;
    private static final Duration DYING = Duration.ofSeconds(2);

    private final Process process;
    private final DataInputStream in;
    private final DataOutputStream out;
    private volatile @Nullable Due due;
    private volatile boolean isOverdue;
    private volatile boolean isKilled;

    private Child(Process process) {
        this.process = process;
        in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
        out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
    }

    /** @throws IOException if it does not start; {@link InterruptedIOException} if it only has not yet within {@code patience} */
    static Child start(List<String> command, Path folder, Deadlines deadlines, Duration patience) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(Redirect.DISCARD);
        builder.environment().clear();
        Child child = new Child(builder.start());
        deadlines.add(child);
        if (!(child.answer(patience) instanceof Answer.Ready)) {
            child.kill();
            throw child.isOverdue
                    ? new InterruptedIOException("a worker did not start within " + patience.toSeconds() + " s")
                    : new IOException("a worker did not start: " + child.death());
        }
        return child;
    }

    /** The answers that came, in order; fewer than were asked for if it has died, or was killed for what it did. */
    List<Answer> ask(Request request, int count, Duration first, Duration each) {
        List<Answer> answers = new ArrayList<>(count);
        if (!send(request, first)) {
            return answers;
        }
        while (answers.size() < count) {
            Answer answer = answer(answers.isEmpty() ? first : each);
            if (answer == null) {
                return answers;
            }
            answers.add(answer);
        }
        return answers;
    }

    private boolean send(Request request, Duration patience) {
        try {
            due = new Due(System.nanoTime(), patience);
            request.write(out);
            out.flush();
            return true;
        } catch (IOException e) {
            kill();
            return false;
        } finally {
            due = null;
        }
    }

    private @Nullable Answer answer(Duration patience) {
        try {
            due = new Due(System.nanoTime(), patience);
            return Answer.read(in);
        } catch (IOException e) {
            exit(); // one that ends by itself tells more by how it ends
            kill();
            return null;
        } finally {
            due = null;
        }
    }

    void killIfOverdue() {
        Due now = due;
        if (now != null && now.isOver(System.nanoTime(), this::burnt)) {
            isOverdue = true;
            kill();
        }
    }

    /** All the processor time it has used, with what it may have started. */
    private Duration burnt() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .flatMap(handle -> handle.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    void kill() {
        isKilled = true;
        // Whatever it may have started would keep our end of its pipes open.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Whether it may not be asked again. */
    boolean isDying() {
        return isKilled || isDead();
    }

    boolean isDead() {
        return !process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Why it died, as the end of a sentence. */
    String death() {
        if (isOverdue) {
            return "it gave no answer in time";
        }
        return switch (exit()) {
            case STUCK -> "it went over its time where it could not be stopped in any other way";
            case OUT_OF_MEMORY -> "it used up the memory of its process";
            default -> "its process died";
        };
    }

    private int exit() {
        try {
            return process.waitFor(DYING.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
