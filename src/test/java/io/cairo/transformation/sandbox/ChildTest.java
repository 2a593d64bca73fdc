package io.cairo.transformation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.transformation.worker.Answer;
import io.cairo.transformation.worker.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker that somebody has taken over may say anything: it is killed, and its parent is none the worse. */
@DisabledOnOs(OS.WINDOWS)
class ChildTest {
    private static final Deadlines DEADLINES = new Deadlines();
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final String READY = "\\000\\000\\000\\004\\000\\000\\000\\000";

    @TempDir
    Path folder;

    @AfterAll
    static void end() {
        DEADLINES.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "printf '\\177\\377\\377\\377'; exec sleep 60", // two gigabytes to come
                "printf '\\377\\377\\377\\377'; exec sleep 60", // less than none
                "printf '\\000\\000\\000\\010\\000\\000\\000\\003\\000\\017\\102\\100'; exec sleep 60", // a million
                // events
                "printf '\\000\\000\\000\\010\\000\\000\\000\\003\\377\\377\\377\\377'; exec sleep 60", // -1 events
                "printf '\\000\\000\\000\\004\\000\\000\\000\\011'; exec sleep 60", // of no kind
                "printf '\\000\\000\\000\\010\\000\\000\\000\\001\\177\\377\\377\\377'; exec sleep 60", // a text beyond
                // its
                // frame
                "printf '\\000\\000\\000\\014\\000\\000\\000\\003\\000\\000\\000\\000xxxx'; exec sleep 60", // more than
                // it
                // says
                "printf '\\000\\000'; exit 0", // cut off
                "exec sleep 60", // nothing
                "exec yes", // nonsense without end
                "exit 3"
            })
    void whatIsNoAnswerEndsTheWorker(String lie) throws IOException {
        Child child = start("printf '" + READY + "'; " + lie);
        assertThat(child.ask(new Request.Compile("x"), 1, SHORT, SHORT)).isEmpty();
        assertThat(child.isDying()).isTrue();
        assertThat(child.death()).isNotBlank();
    }

    @Test
    void answersThatCameBeforeAreKept() throws IOException {
        String dropped = "\\000\\000\\000\\010\\000\\000\\000\\003\\000\\000\\000\\000";
        // It listens first: who dies before has nothing sent to it, and so is not asked.
        Child child = start("printf '" + READY + "'; head -c 4 >/dev/null; printf '" + dropped + dropped + "'; exit 1");
        assertThat(child.ask(new Request.Compile("x"), 3, SHORT, SHORT))
                .containsExactly(new Answer.Returned(List.of()), new Answer.Returned(List.of()));
    }

    @Test
    void whoDoesNotListenDoesNotHoldTheParent() throws IOException {
        Child child = start("printf '" + READY + "'; exec sleep 60");
        assertThat(child.ask(new Request.Compile("x".repeat(5_000_000)), 1, SHORT, SHORT))
                .isEmpty();
        assertThat(child.isDying()).isTrue();
    }

    @Test
    void whoIsNotReadyIsNoWorker() {
        assertThatThrownBy(() -> start("exit 1")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> start("exec sleep 60")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Child.start(List.of("/nothing/here"), folder, DEADLINES, SHORT))
                .isInstanceOf(IOException.class);
    }

    private Child start(String script) throws IOException {
        return Child.start(
                List.of("/bin/sh", "-c", "PATH=/usr/bin:/bin; " + script), folder, DEADLINES, SHORT.multipliedBy(4));
    }
}
