package io.cairo.replay;

import io.cairo.destination.Connector.Rate;
import io.cairo.destination.Connector.Terms;
import java.time.Duration;

/** A cap on how many events are sent in a second: after each step the next one waits until their time is over. */
record Cap(double perSecond) {

    /** What was asked for, but never more than the destination is to get. */
    static Cap of(int asked, Terms terms) {
        Rate rate = terms.rate();
        double events = rate.events() > 0 ? Math.min(asked, rate.events()) : asked;
        return new Cap(rate.requests() > 0 ? Math.min(events, rate.requests() * terms.batchSize()) : events);
    }

    /** The most events of a step, so that none sends more at once than a second may see. */
    int most(int wanted) {
        return (int) Math.max(1, Math.min(wanted, perSecond));
    }

    /** How long to wait after a step. */
    Duration after(long sent, Duration took) {
        Duration due = Duration.ofNanos((long) (sent * 1_000_000_000L / perSecond));
        return due.compareTo(took) > 0 ? due.minus(took) : Duration.ZERO;
    }
}
