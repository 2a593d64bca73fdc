package io.cairo.transformation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.transformation.sandbox.Sandbox.Failed;
import io.cairo.transformation.sandbox.Sandbox.Input;
import io.cairo.transformation.sandbox.Sandbox.Killed;
import io.cairo.transformation.sandbox.Sandbox.Returned;
import io.cairo.transformation.sandbox.Sandbox.Run;
import io.cairo.transformation.sandbox.Sandbox.Script;
import io.cairo.transformation.worker.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What workers that die mean for those who wait for them. */
class WorkersTest {
    private static final Input GOOD = Texts.input("{\"a\":1}", "{}");
    private static final Input BAD = Texts.input("{\"bad\":true}", "{}");
    /** Kills by time, which takes a while. */
    private static String slow = "";

    /** Kills by memory, at once. */
    private static String quick = "";

    private static String pass = "";
    private static String endless = "";

    /** Once for all: a process that makes scripts takes longer to start than any that runs them. */
    @BeforeAll
    static void compile() {
        try (Workers sandbox = new Workers(1)) {
            slow = sandbox.compile("if (event.bad) { new Array(4294967295).join('x'); } return event;");
            quick = sandbox.compile("if (event.bad) { let s = 'x'; for (let i = 0; i < 29; i++) { s += s; }"
                    + " event.last = s.charAt(7); } return event;");
            pass = sandbox.compile("return event;");
            endless = sandbox.compile("for (;;) {} return event;");
        }
    }

    @Test
    void aWorkerThatDiesWhileItWaitsIsNotNoticed() throws IOException {
        try (WorkerFiles files = new WorkerFiles();
                Deadlines deadlines = new Deadlines();
                Pool pool = new Pool(Launch.ofScripts(files), deadlines, 1, null)) {
            Child first = pool.take();
            pool.giveBack(first);
            ProcessHandle process = ProcessHandle.of(first.pid()).orElseThrow();
            process.destroyForcibly();
            assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(20));

            Child next = pool.take();
            assertThat(next.isDying()).isFalse();
            assertThat(next.pid()).isNotEqualTo(first.pid());
            assertThat(pool.died()).isEqualTo(1);
            pool.giveBack(next);
        }
    }

    @Test
    void afterThreeThatKillTheRestIsLeftAlone() {
        try (Workers sandbox = new Workers(1)) {
            Script script = new Script("s", "o", quick, Duration.ofMillis(50));
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
            Script bombs = new Script("bombs", "bad", slow, Duration.ofMillis(50));
            Script good = new Script("good", "good", pass, Duration.ofMillis(500));
            List<CompletableFuture<List<Run>>> bad = IntStream.range(0, 2)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> sandbox.run(bombs, List.of(BAD))))
                    .toList();
            for (int i = 0; i < 20; i++) {
                assertThat(sandbox.run(good, Collections.nCopies(10, GOOD))).allMatch(Returned.class::isInstance);
            }
            // The second may have waited in vain: for its own owner's turn, or for the right to burn more.
            assertThat(bad)
                    .allSatisfy(future -> assertThat(
                                    future.handle((runs, e) -> e != null || !(runs.get(0) instanceof Returned))
                                            .join())
                            .isTrue());
        }
    }

    @Test
    @Timeout(120)
    void theFirstBombOfAnybodyEndsNoWorkerThatOthersUse() throws InterruptedException {
        try (Workers sandbox = new Workers(2)) {
            Script good = new Script("good", "good", pass, Duration.ofMillis(500));
            assertThat(sandbox.run(good, List.of(GOOD))).allMatch(Returned.class::isInstance);
            Set<Long> shared = shared(sandbox, 3);

            Script bomb = new Script("bomb", "bad", quick, Duration.ofMillis(50));
            assertThat(sandbox.run(bomb, List.of(BAD))).allMatch(Killed.class::isInstance);
            assertThat(shared(sandbox, 3)).isEqualTo(shared);
            assertThat(sandbox.run(good, List.of(GOOD))).allMatch(Returned.class::isInstance);
        }
    }

    @Test
    @Timeout(120)
    void whoHasGoneOverALimitRunsApartFromThenOn() throws InterruptedException {
        try (Workers sandbox = new Workers(1)) {
            Script turned = new Script("turned", "owner", quick, Duration.ofMillis(50));
            assertThat(sandbox.run(turned, List.of(GOOD))).allMatch(Returned.class::isInstance);
            Set<Long> shared = shared(sandbox, 2);
            assertThat(sandbox.run(new Script("endless", "owner", endless, Duration.ofMillis(50)), List.of(GOOD)))
                    .allMatch(Failed.class::isInstance);

            assertThat(sandbox.run(turned, List.of(BAD))).allMatch(Killed.class::isInstance);
            assertThat(shared(sandbox, 2)).isEqualTo(shared);
            assertThat(sandbox.run(new Script("same", "owner", pass, Duration.ofMillis(500)), List.of(GOOD)))
                    .allMatch(Returned.class::isInstance);
        }
    }

    @Test
    @Timeout(120)
    void whoHasKilledAWorkerRunsApartFromThenOn() throws InterruptedException {
        try (Workers sandbox = new Workers(1)) {
            Script turned = new Script("turned", "owner", quick, Duration.ofMillis(50));
            assertThat(sandbox.run(turned, List.of(GOOD))).allMatch(Returned.class::isInstance);
            Set<Long> before = shared(sandbox, 2);
            assertThat(sandbox.run(turned, List.of(BAD))).allMatch(Killed.class::isInstance);
            Set<Long> shared = shared(sandbox, 2);
            assertThat(shared).as("those after the first bomb").isNotEqualTo(before);

            assertThat(sandbox.run(turned, List.of(BAD))).allMatch(Killed.class::isInstance);
            assertThat(shared(sandbox, 2)).isEqualTo(shared);
        }
    }

    @Test
    @Timeout(120)
    void whatIsTriedOutTakesNoWorkerFromTheOwnersScriptsThatCount() throws InterruptedException {
        try (Workers sandbox = new Workers(1)) {
            Script counts = new Script("counts", "owner", pass, Duration.ofMillis(500));
            Script tried = new Script("tried", "owner", endless, Duration.ofMillis(50));
            assertThat(sandbox.run(counts, List.of(GOOD))).allMatch(Returned.class::isInstance);
            Set<Long> shared = shared(sandbox, 2);

            CompletableFuture<List<Run>> trial =
                    CompletableFuture.supplyAsync(() -> sandbox.tryOut(tried, Collections.nCopies(20, GOOD)));
            while (!trial.isDone()) {
                assertThat(sandbox.run(counts, List.of(GOOD))).allMatch(Returned.class::isInstance);
            }
            assertThat(trial.join()).hasSize(20).allMatch(Failed.class::isInstance);
            assertThat(sandbox.pids()).containsAll(shared);
        }
    }

    @Test
    void aScriptThatBurnsOnAndOnIsNotRunForAWhile() {
        try (Workers sandbox = new Workers(1)) {
            Script burns = new Script("burns", "owner", endless, Duration.ofSeconds(1));
            assertThat(sandbox.run(burns, Collections.nCopies(5, GOOD)))
                    .allSatisfy(run -> assertThat(run.toString()).contains(Answer.TOO_LONG));

            assertThat(sandbox.run(burns, List.of(GOOD)))
                    .allSatisfy(run -> assertThat(run.toString()).contains("not run: it went over its limits"));
            assertThat(sandbox.run(new Script("fine", "owner", pass, Duration.ofMillis(500)), List.of(GOOD)))
                    .allMatch(Returned.class::isInstance);
        }
    }

    /** The workers that run the scripts of all, once there are so many: what is spare is started in the background. */
    private static Set<Long> shared(Workers sandbox, int all) throws InterruptedException {
        Set<Long> shared = Set.of();
        while (shared.size() != all) {
            Thread.sleep(20);
            shared = sandbox.pids().stream().filter(WorkersTest::isShared).collect(Collectors.toSet());
        }
        return shared;
    }

    private static boolean isShared(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().commandLine())
                .filter(line -> !line.contains("TieredStopAtLevel"))
                .isPresent();
    }

    @Test
    void nothingIsLeftWhenTheParentIsKilled() throws IOException {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        pass,
                        endless)
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

    /** Runs the second of two scripts for ever. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] args) {
            Workers sandbox = new Workers(1);
            Script script = new Script("s", "o", args[1], Duration.ofHours(1));
            sandbox.run(new Script("t", "o", args[0], Duration.ofSeconds(1)), List.of(GOOD));
            String pids = String.join(
                    ",", sandbox.pids().stream().map(String::valueOf).toList());
            CompletableFuture<List<Run>> endless =
                    CompletableFuture.supplyAsync(() -> sandbox.run(script, List.of(GOOD)));
            System.out.println(pids);
            endless.join();
        }
    }
}
