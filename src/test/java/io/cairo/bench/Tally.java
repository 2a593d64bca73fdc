package io.cairo.bench;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/** Weights by name. */
final class Tally {
    private final Map<String, Long> weights = new HashMap<>();

    void add(String name, long weight) {
        weights.merge(name, weight, Long::sum);
    }

    long total() {
        return weights.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The heaviest, each as its weight over a whole. */
    void print(PrintStream out, long whole, int most) {
        weights.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(most)
                .forEach(entry -> out.printf("%8.3f  %s%n", (double) entry.getValue() / whole, entry.getKey()));
    }
}
