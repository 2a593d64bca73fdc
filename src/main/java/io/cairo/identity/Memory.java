package io.cairo.identity;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Identifiers and links that are known to be in the database, so that messages of known people ask it nothing. It never says
 * whose an identifier is, only that it is somebody's; so nothing but erasure makes it wrong. What was used of late stays
 * longest.
 */
final class Memory {
    private record Name(int namespace, String key) {}

    private record Tie(int namespace, String a, String b) {}

    private static final class Generation {
        private final Map<Name, Boolean> names = new ConcurrentHashMap<>();
        private final Map<Tie, Instant> ties = new ConcurrentHashMap<>();

        int size() {
            return names.size() + ties.size();
        }
    }

    private final int most;
    private final AtomicLong age = new AtomicLong();
    private volatile Generation young = new Generation();
    private volatile Generation old = new Generation();

    /** @param most how many identifiers and links are remembered, twice over at the most */
    Memory(int most) {
        this.most = most;
    }

    /** To be asked for before anything is read that shall be learned. */
    long age() {
        return age.get();
    }

    boolean knows(int namespace, String key) {
        Name name = new Name(namespace, key);
        if (young.names.containsKey(name)) {
            return true;
        }
        boolean known = old.names.containsKey(name);
        if (known) {
            young.names.put(name, true);
        }
        return known;
    }

    /** Whether both were named together before, and not later than now. */
    boolean knows(int namespace, Link link) {
        Tie tie = new Tie(namespace, link.a(), link.b());
        Instant known = young.ties.get(tie);
        if (known == null) {
            known = old.ties.get(tie);
            if (known != null) {
                young.ties.put(tie, known);
            }
        }
        return known != null && !link.alias() && !known.isAfter(link.at());
    }

    /**
     * Takes in what is committed.
     *
     * @param then the age before it was read; if everything was forgotten since, this is, too
     */
    void learn(long then, int namespace, Collection<String> keys, Map<Link.Pair, Instant> links) {
        if (then != age.get()) {
            return;
        }
        makeRoom();
        Generation into = young;
        keys.forEach(key -> into.names.put(new Name(namespace, key), true));
        links.forEach((pair, at) -> {
            if (!pair.alias()) {
                into.ties.merge(
                        new Tie(namespace, pair.a(), pair.b()), at, (one, other) -> one.isBefore(other) ? one : other);
            }
        });
        if (then != age.get()) {
            forget(); // it happened meanwhile: better to know nothing than something wrong
        }
    }

    private synchronized void makeRoom() {
        if (young.size() >= most) {
            old = young;
            young = new Generation();
        }
    }

    /** Somebody was erased. */
    synchronized void forget() {
        age.incrementAndGet();
        old = new Generation();
        young = new Generation();
    }
}
