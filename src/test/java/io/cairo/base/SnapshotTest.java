package io.cairo.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

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
}
