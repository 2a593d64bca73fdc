package io.cairo.transformation;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an author says about a transformation, beside its code.
 *
 * @param destinationId the only destination that it is for; null for all events of the namespace
 * @param order lower runs first; those of the same order run by age
 * @param limit of processor time for one event
 */
record Settings(
        String name, @Nullable UUID destinationId, boolean enabled, int order, OnError onError, Duration limit) {
    static final int MOST_MILLIS = 1_000;
    static final Duration USUAL_LIMIT = Duration.ofMillis(100);
}
