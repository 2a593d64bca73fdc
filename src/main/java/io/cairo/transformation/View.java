package io.cairo.transformation;

import io.cairo.access.Namespace;
import io.cairo.tool.Doc;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A transformation as it is shown, with the version that counts. */
record View(
        UUID id,
        String name,
        String namespace,
        @Nullable UUID destinationId,
        boolean enabled,
        int executionOrder,
        OnError onError,

        @Doc("Processor time for one event") long limitMs,

        @Doc("paused: it killed its worker too often; enable it to go on")
        Transformation.State state,

        Health health,
        int version,
        String code,
        Instant createdAt,
        Instant updatedAt,
        @Nullable List<String> shortened) {

    static View of(Namespace namespace, Transformation shown, Transformations.Kept kept) {
        Settings settings = shown.settings();
        return new View(
                shown.id(),
                settings.name(),
                namespace.name(),
                settings.destinationId(),
                settings.enabled(),
                settings.order(),
                settings.onError(),
                settings.limit().toMillis(),
                shown.state(),
                shown.health(),
                kept.number(),
                kept.code(),
                shown.createdAt(),
                shown.updatedAt(),
                null);
    }
}
