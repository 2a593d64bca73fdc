package io.cairo.event;

import java.time.Instant;
import java.util.Comparator;

/**
 * A place in the log: the transaction that wrote the event and its place there. Positions of one log only grow.
 *
 * @param receivedAt when the event there was received; it only tells a reader which partitions to look at
 */
public record Position(long tx, int ord, Instant receivedAt) implements Comparable<Position> {
    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::tx).thenComparingInt(Position::ord);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
