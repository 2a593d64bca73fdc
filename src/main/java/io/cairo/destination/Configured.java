package io.cairo.destination;

import io.cairo.access.Namespace;
import io.cairo.tool.Shape;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What somebody has set of a destination, without how it fares.
 *
 * @param config the settings, with masked secrets
 * @param updatedAt tells of a changed secret that is masked as the one before was
 */
record Configured(
        UUID id,
        String name,
        String type,
        String namespace,
        JsonObject config,
        boolean enabled,
        List<String> eventTypes,
        JsonObject rules,
        Instant updatedAt) {
    private static final Shape<Configured> SHAPE = Shape.of(Configured.class);

    static JsonObject of(Namespace namespace, Destination destination, JsonObject config) {
        return SHAPE.encode(new Configured(
                destination.id(),
                destination.name(),
                destination.type(),
                namespace.name(),
                config,
                destination.isEnabled(),
                destination.types(),
                destination.rules().json(),
                destination.updatedAt()));
    }
}
