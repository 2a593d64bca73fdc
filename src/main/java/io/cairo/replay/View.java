package io.cairo.replay;

import io.cairo.tool.Doc;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A replay as it is shown.
 *
 * @param failedMessageIds of the first that failed
 */
public record View(
        UUID replayId,
        UUID destinationId,
        @Doc("running, paused, cancelled, done") String state,
        JsonObject selection,
        Counts counts,
        @Nullable String lastError,
        List<String> failedMessageIds,
        Instant createdAt,
        @Nullable Instant finishedAt) {
    static View of(Replay replay) {
        return new View(
                replay.id(),
                replay.destination(),
                replay.state().wire(),
                replay.selected().shown(),
                replay.counts(),
                replay.lastError(),
                replay.failedIds(),
                replay.createdAt(),
                replay.finishedAt());
    }
}
