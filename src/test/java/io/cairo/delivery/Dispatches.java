package io.cairo.delivery;

import io.cairo.destination.egress.Sender;
import java.time.Clock;
import java.util.concurrent.ExecutorService;

/** Parts of delivery for other packages, without a container. */
public final class Dispatches {
    private Dispatches() {}

    public static Dispatch over(Sender sender, ExecutorService lanes, Clock clock) {
        return new Dispatch(sender, lanes, clock);
    }
}
