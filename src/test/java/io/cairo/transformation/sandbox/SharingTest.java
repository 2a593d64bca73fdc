package io.cairo.transformation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.Problem;
import io.cairo.transformation.sandbox.Sandbox.Input;
import io.cairo.transformation.sandbox.Sandbox.Run;
import io.cairo.transformation.sandbox.Sandbox.Script;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that meet while they wait; the first to come keeps the only turn until the test lets it go on. */
@Timeout(60)
class SharingTest {
    private static final Script ONE = new Script("one", "owner", "", Duration.ofMillis(100));
    private static final Script OTHER = new Script("other", "owner", "", Duration.ofMillis(100));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final List<List<String>> frames = new CopyOnWriteArrayList<>();
    private final Turns turns = new Turns(1);
    private final Sharing sharing = new Sharing(turns, this::run);

    @AfterEach
    void stop() {
        mayGoOn.countDown();
        threads.shutdownNow();
    }

    @Test
    void callsThatWaitForTheSameScriptGoTogetherAndEachGetsItsOwn() throws InterruptedException {
        CompletableFuture<List<Run>> first = begin();
        List<CompletableFuture<List<Run>>> waiting = IntStream.range(0, 5)
                .mapToObj(i -> call(ONE, List.of("w" + i, "x" + i)))
                .toList();
        awaitWaiting(ONE, 10);
        mayGoOn.countDown();
        assertThat(first.join()).containsExactly(echo("first"));
        for (int i = 0; i < 5; i++) {
            assertThat(waiting.get(i).join()).containsExactly(echo("w" + i), echo("x" + i));
        }
        assertThat(frames).extracting(List::size).containsExactly(1, 10);
    }

    @Test
    void aFrameIsNeverLargerThanOneMayBe() throws InterruptedException {
        CompletableFuture<List<Run>> first = begin();
        List<CompletableFuture<List<Run>>> waiting = IntStream.range(0, 4)
                .mapToObj(i -> call(
                        ONE, IntStream.range(0, 60).mapToObj(n -> i + "-" + n).toList()))
                .toList();
        mayGoOn.countDown();
        first.join();
        for (int i = 0; i < 4; i++) {
            assertThat(waiting.get(i).join())
                    .hasSize(60)
                    .startsWith(echo(i + "-0"))
                    .endsWith(echo(i + "-59"));
        }
        assertThat(frames).allMatch(frame -> frame.size() <= Frames.MOST_EVENTS).hasSizeGreaterThan(4);
    }

    @Test
    void differentScriptsNeverShare() throws InterruptedException {
        CompletableFuture<List<Run>> first = begin();
        CompletableFuture<List<Run>> one = call(ONE, List.of("a"));
        CompletableFuture<List<Run>> other = call(OTHER, List.of("b"));
        mayGoOn.countDown();
        CompletableFuture.allOf(first, one, other).join();
        assertThat(frames).containsExactlyInAnyOrder(List.of("first"), List.of("a"), List.of("b"));
    }

    @Test
    void differentOwnersAndLimitsOfTheSameCodeNeverShare() throws InterruptedException {
        CompletableFuture<List<Run>> first = begin();
        CompletableFuture<List<Run>> mine = call(ONE, List.of("a"));
        CompletableFuture<List<Run>> others = call(new Script("one", "another", "", ONE.most()), List.of("b"));
        CompletableFuture<List<Run>> longer = call(new Script("one", "owner", "", Duration.ofSeconds(1)), List.of("c"));
        mayGoOn.countDown();
        CompletableFuture.allOf(first, mine, others, longer).join();
        assertThat(frames).containsExactlyInAnyOrder(List.of("first"), List.of("a"), List.of("b"), List.of("c"));
    }

    @Test
    void whatFailsFailsForThoseInItAloneAndTheTurnIsGivenBack() throws InterruptedException {
        CompletableFuture<List<Run>> first = begin();
        CompletableFuture<List<Run>> bad = call(ONE, List.of("fail"));
        awaitWaiting(ONE, 1);
        mayGoOn.countDown();
        assertThat(first.join()).containsExactly(echo("first"));
        assertThatThrownBy(bad::join).hasCauseInstanceOf(Problem.class);
        assertThat(sharing.run(ONE, List.of(input("again")))).containsExactly(echo("again"));
    }

    /** The first call, which has its turn. */
    private CompletableFuture<List<Run>> begin() throws InterruptedException {
        CompletableFuture<List<Run>> first = call(ONE, List.of("first"));
        entered.await();
        return first;
    }

    private void awaitWaiting(Script script, int events) throws InterruptedException {
        while (sharing.waiting(script) < events) {
            Thread.sleep(1);
        }
    }

    private CompletableFuture<List<Run>> call(Script script, List<String> events) {
        List<Input> inputs = events.stream().map(SharingTest::input).toList();
        return CompletableFuture.supplyAsync(() -> sharing.run(script, inputs), threads);
    }

    private List<Run> run(Script script, List<Input> events) {
        entered.countDown();
        try {
            mayGoOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        frames.add(events.stream().map(event -> event.event().text()).toList());
        if (events.get(0).event().text().equals("fail")) {
            throw Frames.unavailable("nothing works");
        }
        return events.stream().map(event -> echo(event.event().text())).toList();
    }

    private static Input input(String event) {
        return Texts.input(event);
    }

    private static Run echo(String event) {
        return Texts.returned(event);
    }
}
