package io.cairo.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SnapshotTest {
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void readsAgainOnlyWhatIsOutOfDate() {
        Snapshot<Integer> snapshot = new Snapshot<>(reads::incrementAndGet);

        assertThat(snapshot.get()).isEqualTo(1);
        assertThat(snapshot.get()).isEqualTo(1);
        snapshot.outdated();
        assertThat(snapshot.get()).isEqualTo(2);
    }

    @Test
    void tellsNothingOldAfterAReadingThatFailed() {
        Snapshot<Integer> snapshot = new Snapshot<>(() -> {
            if (reads.incrementAndGet() == 2) {
                throw new IllegalStateException("away");
            }
            return reads.get();
        });
        snapshot.get();
        snapshot.outdated();

        assertThatThrownBy(snapshot::get).hasMessage("away");
        assertThat(snapshot.get()).isEqualTo(3);
    }

    @Test
    void whatChangesWhileItIsReadIsReadAgain() {
        AtomicInteger value = new AtomicInteger(1);
        List<Snapshot<Integer>> self = new ArrayList<>();
        self.add(new Snapshot<>(() -> {
            int read = value.get();
            if (read == 1) {
                value.set(2);
                self.get(0).outdated();
            }
            return read;
        }));

        assertThat(self.get(0).get()).isEqualTo(1);
        assertThat(self.get(0).get()).isEqualTo(2);
    }

    /** It was a race that a busy machine lost: who had just changed something still met what was there before. */
    @Test
    @Timeout(60)
    void whoAsksWhileAnotherReadsItAgainIsToldNothingOldEither() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        Snapshot<Integer> snapshot = new Snapshot<>(() -> {
            if (reads.incrementAndGet() == 2) {
                reading.countDown();
                await(mayGoOn);
            }
            return reads.get();
        });
        snapshot.get();
        snapshot.outdated();
        Thread first = new Thread(snapshot::get);
        AtomicInteger told = new AtomicInteger();
        Thread second = new Thread(() -> told.set(snapshot.get()));

        first.start();
        await(reading);
        second.start();
        while (second.isAlive() && second.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
        mayGoOn.countDown();
        second.join();
        first.join();

        assertThat(told).hasValue(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
