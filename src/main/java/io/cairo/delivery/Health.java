package io.cairo.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a destination fares, as it is judged for alerts.
 *
 * @param state as delivery keeps it
 * @param failingSince null while something gets through
 * @param lag the age of the first event that it has not got
 * @param counts what it has got and what failed, ever
 * @param said what was last said of it
 */
record Health(
        Settlement.State state, @Nullable Instant failingSince, Duration lag, Counts counts, Said said, Instant now) {

    /** The worst that is the matter. */
    enum Verdict {
        FINE,
        LAGGING,
        FAILING,
        PAUSED;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many deliveries went well and how many did not. */
    record Counts(long delivered, long failed) {
        private Counts since(Counts before) {
            return new Counts(Math.max(0, delivered - before.delivered), Math.max(0, failed - before.failed));
        }

        private long all() {
            return delivered + failed;
        }
    }

    /**
     * What was last said, and the stretch of time that is judged next.
     *
     * @param changes how often something was said
     * @param failing what the stretch before showed
     */
    record Said(Verdict verdict, int changes, Instant began, Counts counts, boolean failing) {}

    /**
     * From when on something is the matter.
     *
     * @param lag how far behind
     * @param down how long nothing gets through
     * @param percent how many of a hundred deliveries fail
     */
    record Bounds(Duration lag, Duration down, int percent) {}

    private static final Duration STRETCH = Duration.ofMinutes(1);
    private static final Duration LONG_STRETCH = Duration.ofHours(1);
    private static final int ENOUGH = 5;

    /** What is to be remembered now: the verdict, and the stretch, a new one if the last is over. */
    Said judged(Bounds bounds) {
        Counts passed = counts.since(said.counts());
        Duration age = Duration.between(said.began(), now);
        boolean over = (passed.all() >= ENOUGH && age.compareTo(STRETCH) >= 0)
                || (passed.all() > 0 && age.compareTo(LONG_STRETCH) >= 0);
        boolean failing = over ? passed.failed() * 100 >= bounds.percent() * passed.all() : said.failing();
        Verdict verdict = verdict(bounds, failing);
        int changes = said.changes() + (verdict == said.verdict() ? 0 : 1);
        return over
                ? new Said(verdict, changes, now, counts, failing)
                : new Said(verdict, changes, said.began(), said.counts(), failing);
    }

    private Verdict verdict(Bounds bounds, boolean failing) {
        if (state == Settlement.State.PAUSED) {
            return Verdict.PAUSED;
        }
        boolean down =
                failingSince != null && Duration.between(failingSince, now).compareTo(bounds.down()) >= 0;
        if (down || failing) {
            return Verdict.FAILING;
        }
        return lag.compareTo(tolerated(bounds)) > 0 ? Verdict.LAGGING : Verdict.FINE;
    }

    /** What lags is fine only when it has caught up by half, lest it be said again and again. */
    private Duration tolerated(Bounds bounds) {
        return said.verdict() == Verdict.LAGGING ? bounds.lag().dividedBy(2) : bounds.lag();
    }
}
