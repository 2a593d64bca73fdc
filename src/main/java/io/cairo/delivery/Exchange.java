package io.cairo.delivery;

import io.cairo.destination.Endpoint;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.Outcome;
import io.cairo.destination.Shipment;
import io.cairo.destination.egress.Sender;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Sends a shipment, with the requests that must follow it, and reads what became of its events. For many threads. */
final class Exchange {
    /** No vendor needs many. */
    private static final int MOST_FOLLOWING = 5;

    private final Endpoint<?> endpoint;
    private final Sender sender;
    private final Clock clock;

    Exchange(Endpoint<?> endpoint, Sender sender, Clock clock) {
        this.endpoint = endpoint;
        this.sender = sender;
        this.clock = clock;
    }

    /**
     * One outcome for each event of the shipment, in its order.
     *
     * @throws IOException if there is no answer
     */
    List<Outcome> outcomes(Shipment shipment) throws IOException {
        Shipment last = shipment;
        HttpAnswer answer = sender.send(last.call());
        for (int i = 0; i < MOST_FOLLOWING; i++) {
            Optional<Shipment> next = endpoint.next(last, answer);
            if (next.isEmpty()) {
                break;
            }
            last = next.get();
            answer = sender.send(last.call());
        }
        return endpoint.read(last, answer, clock.instant());
    }
}
