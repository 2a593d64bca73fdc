package io.cairo.transformation;

import io.cairo.tool.Shape;
import jakarta.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an approval must find unchanged of a transformation. */
record Standing(
        UUID id,
        String name,
        @Nullable UUID destinationId,
        boolean enabled,
        int executionOrder,
        OnError onError,
        long limitMs,
        int version) {
    private static final Shape<Standing> SHAPE = Shape.of(Standing.class);

    static JsonObject of(Transformation shown) {
        Settings settings = shown.settings();
        return SHAPE.encode(new Standing(
                shown.id(),
                settings.name(),
                settings.destinationId(),
                settings.enabled(),
                settings.order(),
                settings.onError(),
                settings.limit().toMillis(),
                shown.currentVersion()));
    }
}
