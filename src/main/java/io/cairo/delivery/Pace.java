package io.cairo.delivery;

import io.cairo.destination.Connector.Rate;
import java.time.Duration;

/**
 * What one who sends to a destination knows of how much it may get just now: what was left when {@link Paces} was asked last,
 * less what was sent since. For many threads.
 */
public final class Pace {
    private static final double SECONDS_KEPT = 2;
    private static final double NANOS = 1e9;

    private final Rate rate;
    private final boolean yields;
    private double events;
    private double requests;
    private Spent spent = new Spent(0, 0);

    private Pace(Rate rate, boolean yields) {
        this.rate = rate;
        this.yields = yields;
    }

    /** What was sent; 0 of what has no limit. */
    record Spent(double events, double requests) {}

    /** For what is new. */
    static Pace of(Rate rate) {
        return new Pace(rate, false);
    }

    /** For what is not new: it leaves half of what is kept to what is. */
    public static Pace yielding(Rate rate) {
        return new Pace(rate, true);
    }

    /** For what is sent only now and then, which is counted nowhere. */
    public static Pace unlimited() {
        return new Pace(Rate.UNLIMITED, false);
    }

    Rate rate() {
        return rate;
    }

    boolean isUnlimited() {
        return rate.equals(Rate.UNLIMITED);
    }

    /**
     * How much of a rate is kept if it is not used: two seconds' worth, so that it holds on average although delivery comes by
     * only about once a second.
     */
    static double kept(double perSecond) {
        return Math.max(1, perSecond * SECONDS_KEPT);
    }

    /** What was sent since this was asked last. */
    synchronized Spent spent() {
        Spent until = spent;
        spent = new Spent(0, 0);
        return until;
    }

    /** What the destination may get, by everybody's account; what was sent meanwhile is still to be told. */
    synchronized void left(double ofEvents, double ofRequests) {
        events = ofEvents - spent.events();
        requests = ofRequests - spent.requests();
    }

    /**
     * The most events to send now.
     *
     * @param batchSize how many go into one request
     */
    public synchronized int allowance(int batchSize) {
        double byEvents = rate.events() > 0 ? Math.floor(events - notOurs(rate.events())) : Integer.MAX_VALUE;
        double byRequests =
                rate.requests() > 0 ? Math.floor(requests - notOurs(rate.requests())) * batchSize : Integer.MAX_VALUE;
        return (int) Math.max(0, Math.min(byEvents, byRequests));
    }

    /** How long there is no allowance; zero if there is some. */
    public synchronized Duration pause() {
        double seconds = Math.max(lacking(rate.events(), events), lacking(rate.requests(), requests));
        return Duration.ofNanos((long) Math.ceil(seconds * NANOS));
    }

    /** A request begins. */
    synchronized void request() {
        if (rate.requests() > 0) {
            requests--;
            spent = new Spent(spent.events(), spent.requests() + 1);
        }
    }

    /** So many events go with it. */
    synchronized void events(int count) {
        if (rate.events() > 0) {
            events -= count;
            spent = new Spent(spent.events() + count, spent.requests());
        }
    }

    private double lacking(double perSecond, double left) {
        double least = 1 + notOurs(perSecond);
        return perSecond > 0 && left < least ? (least - left) / perSecond : 0;
    }

    /** Never so much that nothing could be sent although nothing is new. */
    private double notOurs(double perSecond) {
        double kept = kept(perSecond);
        return yields ? Math.min(kept / 2, kept - 1) : 0;
    }
}
