package io.cairo.replay;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A replay as it is shown. What is nested has no schema of its own, which would be longer than all the rest.
 *
 * @param state running, paused, cancelled or done
 * @param counts considered, sent, filtered, failed, skipped
 * @param failedMessageIds of the first that failed
 */
public record View(
        UUID replayId,
        String state,
        JsonObject selection,
        JsonObject counts,
        @Nullable String lastError,
        @Nullable List<String> failedMessageIds,
        Instant createdAt,
        @Nullable Instant finishedAt) {
    static View of(Replay replay) {
        return new View(
                replay.id(),
                replay.state().wire(),
                replay.shown(),
                replay.counts().shown(),
                replay.lastError(),
                replay.failedIds().isEmpty() ? null : replay.failedIds(),
                replay.createdAt(),
                replay.finishedAt());
    }
}
