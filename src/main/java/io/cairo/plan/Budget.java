package io.cairo.plan;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the check of one event may take: steps in all and levels at once. A check within another one takes from both. A check runs on one thread, and the library hands
 * nothing of ours through, so the budget is the thread's while it runs.
 */
final class Budget {
    /** Keywords evaluated by one rule. */
    static final int STEPS = 20_000;

    /** Keywords evaluated by all rules of all plans that look at an event. */
    static final int STEPS_OF_AN_EVENT = 60_000;

    /** Keywords evaluated within one another; each takes several frames of the stack. */
    static final int LEVELS = 200;

    private static final ThreadLocal<Budget> CURRENT = new ThreadLocal<>();

    private int steps;
    private int levels = LEVELS;

    Budget() {
        this(STEPS);
    }

    Budget(int steps) {
        this.steps = steps;
    }

    /** The check takes more than it may. */
    static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exceeded() {
            super("the check takes more than it may", null, false, false);
        }
    }

    /** Runs the check within this budget. */
    <T> T within(Supplier<T> check) {
        @Nullable Budget outer = CURRENT.get();
        int most = outer == null ? steps : Math.min(steps, outer.steps);
        steps = most;
        CURRENT.set(this);
        try {
            return check.get();
        } catch (StackOverflowError e) {
            throw new Exceeded();
        } finally {
            goBack(outer, most - Math.max(0, steps));
        }
    }

    private static void goBack(@Nullable Budget outer, int taken) {
        if (outer == null) {
            CURRENT.remove();
        } else {
            outer.steps -= taken;
            CURRENT.set(outer);
        }
    }

    /** Outside of {@link #within} nothing is counted. */
    static void enter() {
        Budget budget = CURRENT.get();
        if (budget != null && (--budget.steps < 0 || --budget.levels < 0)) {
            throw new Exceeded();
        }
    }

    static void leave() {
        Budget budget = CURRENT.get();
        if (budget != null) {
            budget.levels++;
        }
    }
}
