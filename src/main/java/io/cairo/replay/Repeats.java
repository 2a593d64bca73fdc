package io.cairo.replay;

import io.cairo.event.EventId;
import io.cairo.event.Excerpts;
import io.cairo.event.Position;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Tells which replays have come past an event. They are kept for thirty days. */
@ApplicationScoped
public class Repeats {
    /** A replay that selects by time only is asked of the log for this event alone. */
    private static final int MOST_ASKED = 100;

    private static final String PAST = """
            AND NOT of_originals AND received_from <= ?::timestamptz AND received_to > ?::timestamptz AND below_tx > ? AND (tx, ord) >= (?, ?)
            AND NOT EXISTS (SELECT FROM unnest(left_tx, left_ord) AS still (tx, ord) WHERE still.tx = ? AND still.ord = ?)
            ORDER BY created_at DESC, id LIMIT ?""";

    @Inject
    Replays replays;

    @Inject
    Excerpts excerpts;

    /**
     * A replay that took an event from the log and is done with it: sent it, or found it of no use there.
     *
     * @param state as {@link View} says it
     */
    public record Repeat(UUID replayId, UUID destinationId, String state, Instant createdAt) {}

    /** The newest first, at most {@code limit}. */
    public List<Repeat> of(int namespace, Position position, int limit) {
        EventId place = new EventId(position.tx(), position.ord());
        return replays
                .matching(
                        namespace,
                        PAST,
                        List.of(
                                position.receivedAt().atOffset(ZoneOffset.UTC),
                                position.receivedAt().atOffset(ZoneOffset.UTC),
                                position.tx(),
                                position.tx(),
                                position.ord(),
                                position.tx(),
                                position.ord(),
                                MOST_ASKED))
                .stream()
                .filter(replay -> !excerpts.at(replay.selected().excerpt(), List.of(place))
                        .isEmpty())
                .limit(limit)
                .map(replay -> new Repeat(
                        replay.id(), replay.destination(), replay.state().wire(), replay.createdAt()))
                .toList();
    }
}
