package io.cairo.plan;

import io.cairo.access.Namespace;
import io.cairo.tool.Doc;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A plan as it is shown, with the version that counts. */
record View(
        UUID id,
        String name,
        String namespace,
        String enforcementMode,
        String unplannedEvents,
        String unplannedProperties,
        int version,

        @Doc("What the schema was recognised as") String format,

        @Doc("Rules made of it") int rules,
        JsonObject schema,
        Instant createdAt,
        Instant updatedAt,
        @Nullable List<String> shortened) {

    static View of(Namespace namespace, Plan plan, Plans.Kept kept) {
        Policy policy = plan.policy();
        return new View(
                plan.id(),
                plan.name(),
                namespace.name(),
                policy.mode().wire(),
                policy.events().wire(),
                policy.properties().wire(),
                plan.currentVersion(),
                kept.format(),
                kept.rules(),
                kept.schema(),
                plan.createdAt(),
                plan.updatedAt(),
                null);
    }
}
