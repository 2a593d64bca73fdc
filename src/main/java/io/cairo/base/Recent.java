package io.cairo.base;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What was looked up a moment ago, and at most so much of it. Emptying it also voids what is being looked up meanwhile, so
 * that nothing older than the emptying is ever answered.
 */
public final class Recent<K, V> {
    private record Entry<V>(V value, long age, Instant until) {}

    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private final AtomicLong age = new AtomicLong();
    private final Clock clock;
    private final Duration life;
    private final int most;

    /**
     * @param life how long a value is good for
     * @param most how many values are kept; one more, and all are forgotten
     */
    public Recent(Clock clock, Duration life, int most) {
        this.clock = clock;
        this.life = life;
        this.most = most;
    }

    /** The value of a key: the one known, if it is recent enough, else the one that {@code source} gives. */
    public V get(K key, Supplier<V> source) {
        return known(key).orElseGet(() -> load(key, source));
    }

    private Optional<V> known(K key) {
        Entry<V> entry = entries.get(key);
        if (entry == null || entry.age() != age.get() || !clock.instant().isBefore(entry.until())) {
            return Optional.empty();
        }
        return Optional.of(entry.value());
    }

    private V load(K key, Supplier<V> source) {
        long before = age.get();
        V value = source.get();
        makeRoom();
        entries.put(key, new Entry<>(value, before, clock.instant().plus(life)));
        return value;
    }

    private void makeRoom() {
        if (entries.size() >= most) {
            entries.clear();
        }
    }

    /** Forgets everything. */
    public void clear() {
        age.incrementAndGet();
        entries.clear();
    }

    int size() {
        return entries.size();
    }
}
