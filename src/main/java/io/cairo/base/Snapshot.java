package io.cairo.base;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was read from somewhere, kept as a whole until it is said to be out of date. For many threads. */
public final class Snapshot<T> {
    private final Supplier<T> source;
    private final AtomicLong changes = new AtomicLong();
    private volatile @Nullable Kept<T> kept;

    /** @param changes how many there had been before it was read */
    private record Kept<T>(T value, long changes) {}

    /** @param source reads it; called by one thread at a time */
    public Snapshot(Supplier<T> source) {
        this.source = source;
    }

    /** What is kept is out of date: who asks from now on is told nothing older, whoever has it read again. */
    public void outdated() {
        changes.incrementAndGet();
    }

    /**
     * What is kept, read again first if it is out of date.
     *
     * @throws RuntimeException as the source throws it; the next call tries again
     */
    public T get() {
        Kept<T> now = kept;
        return now != null && now.changes() == changes.get() ? now.value() : read();
    }

    /** What changes while this reads makes it out of date again, since changes are counted before. */
    private synchronized T read() {
        Kept<T> now = kept;
        long before = changes.get();
        if (now != null && now.changes() == before) {
            return now.value();
        }
        T read = source.get();
        kept = new Kept<>(read, before);
        return read;
    }
}
