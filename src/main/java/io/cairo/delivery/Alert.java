package io.cairo.delivery;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to be said of a destination.
 *
 * @param number how often something was said of it, this included: the same alert has the same number on every node
 * @param error what the receiver said last, without what may be personal; null if nothing
 */
record Alert(
        UUID destination,
        String name,
        String type,
        String tenant,
        String namespace,
        Health.Verdict verdict,
        Health.Verdict before,
        int number,
        Duration lag,
        @Nullable String error) {

    /** As an event is named: {@code Destination Paused}. */
    String event() {
        return switch (verdict) {
            case FINE -> "Destination Recovered";
            case LAGGING -> "Destination Lagging";
            case FAILING -> "Destination Failing";
            case PAUSED -> "Destination Paused";
        };
    }
}
