package io.cairo.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to be said of a destination.
 *
 * @param number how often something was said of it, this included: the same alert has the same number on every node
 * @param since since when that is the matter
 * @param counts of its events, ever
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
        Instant since,
        Duration lag,
        Counts counts,
        @Nullable String error) {

    /**
     * What became of a destination's events.
     *
     * @param waiting for another try
     */
    record Counts(long delivered, long failed, long dead, long waiting) {}

    /** As an event is named: {@code Destination Paused}. */
    String event() {
        return switch (verdict) {
            case FINE -> "Destination Recovered";
            case LAGGING -> "Destination Lagging";
            case FAILING -> "Destination Failing";
            case PAUSED -> "Destination Paused";
        };
    }

    /** In a sentence: why. */
    String cause() {
        return switch (verdict) {
            case FINE -> "It takes events again, in time";
            case LAGGING -> "Its first event that is not delivered is older than CAIRO_ALERT_LAG_SECONDS";
            case FAILING -> "Nothing gets through to it, or most of its deliveries fail";
            case PAUSED -> "The receiver refuses the credentials; nothing is sent, and nothing is lost";
        };
    }

    /** In a sentence: what to do. */
    String next() {
        return switch (verdict) {
            case FINE -> "list_dead_letters shows what was given up meanwhile; retry_dead_letters sends it again";
            case LAGGING ->
                "get_destination shows how it fares; raise its events_per_second or requests_per_second if it has any";
            case FAILING -> "test_destination shows what the receiver says; list_dead_letters shows what was given up";
            case PAUSED ->
                "test_destination shows what the receiver says; update_destination with other settings lets it go on";
        };
    }
}
