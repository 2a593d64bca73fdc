package io.cairo.delivery;

import io.cairo.destination.Parcel;
import io.cairo.event.Logged;
import io.cairo.event.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that is due at a destination.
 *
 * @param tries how often it has been tried
 * @param firstTriedAt null if it never has been
 */
record Pending(Logged event, int tries, @Nullable Instant firstTriedAt) {

    static Pending fresh(Logged event) {
        return new Pending(event, 0, null);
    }

    Position position() {
        return event.position();
    }

    String subject() {
        return event.subject();
    }

    Parcel parcel() {
        return new Parcel(event.messageId(), event.type(), event.name(), event.payload());
    }
}
