package io.cairo.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.Problem;
import io.cairo.event.Writing;
import io.cairo.ingest.Waiting.Submission;
import io.cairo.message.Passage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WaitingTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final Duration FOREVER = Duration.ofHours(1);

    private final Waiting patient = new Waiting(1 << 20, 500, 1 << 19, FOREVER);

    @Test
    void aGroupIsWhatWaitsUpToItsBounds() throws InterruptedException {
        Submission first = add(patient, 300);
        Submission second = add(patient, 200);
        Submission third = add(patient, 1);

        assertThat(patient.take()).containsExactly(first, second);
        patient.done();
        assertThat(patient.take()).containsExactly(third);
    }

    @Test
    void aRequestThatIsLargerThanAGroupIsOneByItself() throws InterruptedException {
        Submission large = add(patient, 501);
        add(patient, 1);

        assertThat(patient.take()).containsExactly(large);
    }

    @Test
    void whileOneWriterIsBusyLittleIsLeftToIt() throws Exception {
        add(patient, 1);
        patient.take();
        CompletableFuture<List<Submission>> other = taking(patient);
        Submission one = add(patient, 1);
        Submission two = add(patient, 1);

        assertThat(other).isNotDone();
        patient.done();
        assertThat(patient.take()).containsExactly(one, two);

        Submission later = add(patient, Waiting.MUCH);
        assertThat(other.get(10, TimeUnit.SECONDS)).containsExactly(later);
    }

    @Test
    void muchIsTakenAlthoughAWriterIsBusy() throws Exception {
        add(patient, 1);
        patient.take();
        CompletableFuture<List<Submission>> other = taking(patient);
        Submission one = add(patient, Waiting.MUCH - 1);
        Submission two = add(patient, 1);

        assertThat(other.get(10, TimeUnit.SECONDS)).containsExactly(one, two);
    }

    @Test
    void aWriterWhoIsHeldUpHoldsUpNobodyForLong() throws Exception {
        Waiting waiting = new Waiting(1 << 20, 500, 1 << 19, Duration.ofMillis(5));
        add(waiting, 1);
        waiting.take();
        CompletableFuture<List<Submission>> other = taking(waiting);
        Submission left = add(waiting, 1);

        assertThat(other.get(10, TimeUnit.SECONDS)).containsExactly(left);
    }

    @Test
    void whatIsTooMuchIsRefusedAndRoomComesBackWhenItIsTaken() throws InterruptedException {
        Waiting small = new Waiting(100, 500, 1 << 19, FOREVER);
        add(small, 1);
        assertThatThrownBy(() -> add(small, 50)).isInstanceOf(Problem.class);

        small.take();
        small.done();
        Submission later = add(small, 1);
        assertThat(small.take()).containsExactly(later);
    }

    @Test
    void afterTheEndWhatWaitsIsStillHandedOutToEverybody() throws InterruptedException {
        add(patient, 1);
        patient.take();
        Submission left = add(patient, 1);
        patient.close();

        assertThat(patient.take()).containsExactly(left);
        assertThat(patient.take()).isEmpty();
        assertThatThrownBy(() -> add(patient, 1)).isInstanceOf(Problem.class);
    }

    private static Submission add(Waiting waiting, int messages) {
        List<Passage> passages = IntStream.range(0, messages)
                .mapToObj(i -> Passage.of(Writing.message("m" + i, "u", NOW)))
                .toList();
        Submission submission = new Submission(passages, System.nanoTime());
        waiting.add(submission);
        return submission;
    }

    private static CompletableFuture<List<Submission>> taking(Waiting waiting) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return waiting.take();
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }
}
