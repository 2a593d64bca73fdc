package io.cairo.destination;

import io.cairo.access.Namespace;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A destination as it is shown.
 *
 * @param config the settings, with masked secrets
 * @param rules which events it gets and how they are changed for it
 * @param state active, holding (nothing gets through, it is probed), paused (its settings must change) or disabled
 * @param waiting events that wait for another try, or behind one that does
 * @param lagSeconds the age of the first event that it has not got
 */
public record View(
        UUID id,
        String name,
        String type,
        String namespace,
        JsonObject config,
        boolean enabled,
        List<String> eventTypes,
        JsonObject rules,
        Instant createdAt,
        Instant updatedAt,
        String state,
        @Nullable String lastError,
        long delivered,
        long filtered,
        long waiting,
        long dead,
        double lagSeconds) {

    static View of(Namespace namespace, Destination destination, JsonObject config, Standing standing) {
        return new View(
                destination.id(),
                destination.name(),
                destination.type(),
                namespace.name(),
                config,
                destination.isEnabled(),
                destination.types(),
                destination.rules().json(),
                destination.createdAt(),
                destination.updatedAt(),
                destination.isEnabled() ? standing.state() : "disabled",
                standing.lastError(),
                standing.delivered(),
                standing.filtered(),
                standing.waiting(),
                standing.dead(),
                standing.lagSeconds());
    }
}
