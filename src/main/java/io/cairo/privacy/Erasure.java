package io.cairo.privacy;

import io.cairo.access.Namespace;
import io.cairo.message.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One person's erasure, as far as it has come.
 *
 * @param person null as soon as nothing is left to be looked for
 * @param known whether any event had named the person
 * @param steps begun or done, in their order
 * @param erasedAt when everything was gone; what was on its way then is looked for once more
 */
record Erasure(
        UUID id,
        Namespace namespace,
        @Nullable Person person,
        boolean known,
        State state,
        List<Step> steps,
        String requestedBy,
        @Nullable Instant erasedAt) {

    enum State {
        RUNNING,
        SETTLING,
        DONE;

        /** As written: {@code running}. */
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean isDone(String step) {
        return step(step).map(Step::done).orElse(false);
    }

    Optional<Step> step(String name) {
        return steps.stream().filter(step -> step.name().equals(name)).findFirst();
    }

    /** What follows in the names of the steps that begin so and are done. */
    List<String> doneOf(String beginning) {
        return steps.stream()
                .filter(step -> step.done() && step.name().startsWith(beginning))
                .map(step -> step.name().substring(beginning.length()))
                .toList();
    }

    /** The same after more of a step. */
    Erasure and(String step, Map<String, Long> rows, boolean done, Instant now) {
        List<Step> more = new ArrayList<>(steps);
        Step before = step(step).orElse(new Step(step, Map.of(), false, now));
        more.remove(before);
        more.add(before.and(rows, done, now));
        return new Erasure(id, namespace, person, known, state, List.copyOf(more), requestedBy, erasedAt);
    }

    /** The same of somebody of whom more is known, from the first step on. */
    Erasure of(Person more) {
        return new Erasure(id, namespace, more, known, state, List.of(), requestedBy, erasedAt);
    }

    Erasure in(State next, @Nullable Person left, @Nullable Instant erased) {
        return new Erasure(id, namespace, left, known, next, steps, requestedBy, erased);
    }

    /** How many rows of which tables were removed or changed by all steps. */
    Map<String, Long> rows() {
        Map<String, Long> sum = new TreeMap<>();
        steps.forEach(step -> step.rows().forEach((table, count) -> sum.merge(table, count, Long::sum)));
        return sum;
    }
}
