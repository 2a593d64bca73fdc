package io.cairo.transformation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.transformation.sandbox.Sandbox.Input;
import io.cairo.transformation.sandbox.Sandbox.Killed;
import io.cairo.transformation.sandbox.Sandbox.Returned;
import io.cairo.transformation.sandbox.Sandbox.Run;
import io.cairo.transformation.sandbox.Sandbox.Script;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What workers that die mean for those who wait for them. */
class WorkersTest {
    private static final Input GOOD = new Input("{\"a\":1}", "{}");
    private static final Input BAD = new Input("{\"bad\":true}", "{}");
    private static final String BOMB = "if (event.bad) { new Array(4294967295).join('x'); } return event;";

    @Test
    void aWorkerThatDiesWhileItWaitsIsNotNoticed() {
        try (Workers sandbox = new Workers(1)) {
            Script script = new Script("s", "o", sandbox.compile("return event;"), Duration.ofMillis(100));
            sandbox.run(script, List.of(GOOD));
            sandbox.pids().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            assertThat(sandbox.run(script, List.of(GOOD))).containsExactly(new Returned(List.of("{\"a\":1}")));
        }
    }

    @Test
    void afterThreeThatKillTheRestIsLeftAlone() {
        try (Workers sandbox = new Workers(1)) {
            Script script = new Script("s", "o", sandbox.compile(BOMB), Duration.ofMillis(50));
            List<Run> runs = sandbox.run(script, List.of(GOOD, BAD, GOOD, BAD, BAD, GOOD, BAD));
            assertThat(runs).hasSize(7);
            assertThat(runs.stream().filter(Killed.class::isInstance)).hasSize(3);
            assertThat(runs.get(0)).isEqualTo(runs.get(2)).isInstanceOf(Returned.class);
            assertThat(runs.get(5).toString()).contains("not run");
        }
    }

    @Test
    void oneOwnersBombsLeaveAWorkerToOthers() {
        try (Workers sandbox = new Workers(2)) {
            Script bombs = new Script("bombs", "bad", sandbox.compile(BOMB), Duration.ofMillis(50));
            Script good = new Script("good", "good", sandbox.compile("return event;"), Duration.ofMillis(500));
            List<CompletableFuture<List<Run>>> bad = IntStream.range(0, 2)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> sandbox.run(bombs, List.of(BAD))))
                    .toList();
            for (int i = 0; i < 20; i++) {
                assertThat(sandbox.run(good, Collections.nCopies(10, GOOD))).allMatch(Returned.class::isInstance);
            }
            // The second may have waited for its own owner's turn in vain.
            assertThat(bad)
                    .allSatisfy(future -> assertThat(
                                    future.handle((runs, e) -> e != null || runs.get(0) instanceof Killed)
                                            .join())
                            .isTrue());
        }
    }

    @Test
    void nothingIsLeftWhenTheParentIsKilled() throws IOException {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<ProcessHandle> children;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            children = Stream.of(out.readLine().split(",", -1))
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                    .toList();
        } finally {
            parent.destroyForcibly();
        }
        assertThat(children).isNotEmpty();
        assertThat(children).allSatisfy(child -> assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(20)));
    }

    /** Runs an endless script for ever. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] args) {
            Workers sandbox = new Workers(1);
            Script script = new Script("s", "o", sandbox.compile("for (;;) {} return event;"), Duration.ofHours(1));
            sandbox.run(new Script("t", "o", sandbox.compile("return event;"), Duration.ofSeconds(1)), List.of(GOOD));
            String pids = String.join(
                    ",", sandbox.pids().stream().map(String::valueOf).toList());
            CompletableFuture<List<Run>> endless =
                    CompletableFuture.supplyAsync(() -> sandbox.run(script, List.of(GOOD)));
            System.out.println(pids);
            endless.join();
        }
    }
}
