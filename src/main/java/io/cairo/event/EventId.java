package io.cairo.event;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The position of an event in the log: the transaction that wrote it and its place there. */
@Embeddable
public class EventId implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The log's order. */
    static final Comparator<EventId> ORDER =
            Comparator.comparingLong(EventId::tx).thenComparingInt(EventId::ord);

    @Column(name = "tx")
    private long tx;

    @Column(name = "ord")
    private int ord;

    protected EventId() {}

    public EventId(long tx, int ord) {
        this.tx = tx;
        this.ord = ord;
    }

    public long tx() {
        return tx;
    }

    public int ord() {
        return ord;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventId id && id.tx == tx && id.ord == ord;
    }

    @Override
    public int hashCode() {
        return Objects.hash(tx, ord);
    }
}
