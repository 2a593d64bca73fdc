package io.cairo.bench;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the command line asked for.
 *
 * @param parts which parts to measure
 * @param rounds how many rounds each part has after its warm-up
 * @param round how long a round of load takes
 * @param warmUp how long the load runs before the first round
 * @param settling how much longer at most, until the server's compiler has come to rest
 * @param backlog how many events each round of the delivery drains
 * @param events how many lie in the log while it is asked
 * @param full with everything that the pipeline can do; else with a key only
 * @param profile say where the time goes, in place of the report
 */
record Options(
        Set<String> parts,
        int rounds,
        Duration round,
        Duration warmUp,
        Duration settling,
        int backlog,
        int events,
        boolean full,
        boolean profile) {
    static final List<String> PARTS = List.of(
            "copy",
            "scripts",
            "answer_only",
            "single",
            "batch",
            "strangers",
            "known",
            "mcp",
            "overhead",
            "bombs",
            "delivery",
            "destinations");

    /** Measured only if they are asked for. */
    static final List<String> MORE = List.of("growth", "lookups");

    private static final int SETTLING = 240;

    private static final String USAGE = """
            usage: bench/run [--quick] [--bare] [--only part,part] [--rounds n] [--seconds n] [--warm-up n]
                             [--backlog n] [--events n]
              --quick     short rounds: about three minutes in all, and figures to match
              --bare      with nothing switched on but the key: no suppression, plan, transformation, destination
              --only      some of the parts: %s
              --rounds    rounds of each part (3); the report gives their median
              --seconds   length of a round (10)
              --warm-up   seconds of load before the first round (12)
              --backlog   events that one round of delivery and of destinations drains (100000)
              --events    events that lie in the log during lookups (1000000)
            """.formatted(String.join(", ", PARTS) + ", " + String.join(", ", MORE));

    /** @throws IllegalArgumentException with the usage, if an option is not known or its value makes no sense */
    static Options of(String... arguments) {
        Deque<String> words = new ArrayDeque<>(List.of(arguments));
        boolean quick = words.remove("--quick");
        boolean profile = words.remove("--profile");
        boolean full = !words.remove("--bare");
        Set<String> parts = new TreeSet<>(PARTS);
        int rounds = profile ? 1 : 3;
        int seconds = quick ? 3 : 10;
        int warmUp = quick ? 3 : 12;
        int backlog = quick ? 20_000 : 100_000;
        int events = quick ? 100_000 : 1_000_000;
        while (!words.isEmpty()) {
            String option = words.remove();
            String value = value(words);
            switch (option) {
                case "--only" -> parts = parts(value);
                case "--rounds" -> rounds = number(value);
                case "--seconds" -> seconds = number(value);
                case "--warm-up" -> warmUp = number(value);
                case "--backlog" -> backlog = number(value);
                case "--events" -> events = number(value);
                default -> throw new IllegalArgumentException(option + " is not an option\n" + USAGE);
            }
        }
        return new Options(
                parts,
                rounds,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(quick ? 0 : SETTLING),
                backlog,
                events,
                full,
                profile);
    }

    boolean wants(String part) {
        return parts.contains(part);
    }

    private static String value(Deque<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException(USAGE);
        }
        return words.remove();
    }

    private static Set<String> parts(String value) {
        Set<String> parts = new TreeSet<>(List.of(value.toLowerCase(Locale.ROOT).split(",")));
        if (parts.stream().anyMatch(part -> !PARTS.contains(part) && !MORE.contains(part))) {
            throw new IllegalArgumentException(value + " names a part that does not exist\n" + USAGE);
        }
        return parts;
    }

    private static int number(String value) {
        int number = Integer.parseInt(value);
        if (number < 1) {
            throw new IllegalArgumentException(value + " is too small\n" + USAGE);
        }
        return number;
    }
}
