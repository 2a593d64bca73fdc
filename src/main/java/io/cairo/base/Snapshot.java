package io.cairo.base;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was read from somewhere, kept as a whole until it is said to be out of date. For many threads. */
public final class Snapshot<T> {
    private final Supplier<T> source;
    private volatile @Nullable T kept;
    private volatile boolean stale = true;

    /** @param source reads it; called by one thread at a time */
    public Snapshot(Supplier<T> source) {
        this.source = source;
    }

    /** What is kept is out of date: who asks next has it read again. */
    public void outdated() {
        stale = true;
    }

    /**
     * What is kept, read again first if it is out of date.
     *
     * @throws RuntimeException as the source throws it; the next call tries again
     */
    public T get() {
        T now = kept;
        return stale || now == null ? read() : now;
    }

    /** What changes while this reads makes it stale again, since the mark is taken away first. */
    private synchronized T read() {
        T now = kept;
        if (!stale && now != null) {
            return now;
        }
        stale = false;
        try {
            T read = source.get();
            kept = read;
            return read;
        } catch (RuntimeException e) {
            stale = true;
            throw e;
        }
    }
}
