package io.cairo.delivery;

import io.cairo.destination.Connector.Rate;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How much a destination may get just now. What it did not use is kept for two seconds, so that the rate holds on average
 * although delivery comes by only about once a second. For many threads.
 */
final class Pace {
    private static final double SECONDS_KEPT = 2;
    private static final double NANOS = 1e9;

    private final LongSupplier nanos;
    private Rate rate = Rate.UNLIMITED;
    private double events;
    private double requests;
    private long filledAt;

    /** @param nanos a clock that only counts up, in nanoseconds */
    Pace(LongSupplier nanos) {
        this.nanos = nanos;
        this.filledAt = nanos.getAsLong();
    }

    /** From now on this much each second; what is left of the allowance stays, within the new one. */
    synchronized void set(Rate most) {
        if (!most.equals(rate)) {
            events = most.events() == rate.events() ? events : kept(most.events());
            requests = most.requests() == rate.requests() ? requests : kept(most.requests());
            rate = most;
        }
    }

    /**
     * The most events to send now.
     *
     * @param batchSize how many go into one request
     */
    synchronized int allowance(int batchSize) {
        fill();
        double byEvents = rate.events() > 0 ? Math.floor(events) : Integer.MAX_VALUE;
        double byRequests = rate.requests() > 0 ? Math.floor(requests) * batchSize : Integer.MAX_VALUE;
        return (int) Math.max(0, Math.min(byEvents, byRequests));
    }

    /** How long there is no allowance; zero if there is some. */
    synchronized Duration pause() {
        fill();
        double seconds = Math.max(lacking(rate.events(), events), lacking(rate.requests(), requests));
        return Duration.ofNanos((long) (seconds * NANOS));
    }

    /** A request begins. */
    synchronized void request() {
        requests--;
    }

    /** So many events go with it. */
    synchronized void events(int count) {
        events -= count;
    }

    private static double lacking(double perSecond, double left) {
        return perSecond > 0 && left < 1 ? (1 - left) / perSecond : 0;
    }

    private void fill() {
        long now = nanos.getAsLong();
        double seconds = (now - filledAt) / NANOS;
        filledAt = now;
        events = Math.min(kept(rate.events()), events + seconds * rate.events());
        requests = Math.min(kept(rate.requests()), requests + seconds * rate.requests());
    }

    private static double kept(double perSecond) {
        return Math.max(1, perSecond * SECONDS_KEPT);
    }
}
