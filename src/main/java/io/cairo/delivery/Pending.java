package io.cairo.delivery;

import io.cairo.destination.Parcel;
import io.cairo.event.Logged;
import io.cairo.event.Position;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event that is due at a destination.
 *
 * @param tries how often it has been tried
 * @param firstTriedAt null if it never has been
 * @param parcels what is sent of it: itself, unless the destination's transformations make something else of it
 */
public record Pending(Logged event, int tries, @Nullable Instant firstTriedAt, List<Parcel> parcels) {

    Pending(Logged event, int tries, @Nullable Instant firstTriedAt) {
        this(
                event,
                tries,
                firstTriedAt,
                List.of(new Parcel(event.messageId(), event.type(), event.name(), event.payload())));
    }

    /** An event that has never been tried. */
    public static Pending fresh(Logged event) {
        return new Pending(event, 0, null);
    }

    /** An event that has been tried in vain, so that it goes alone now. */
    public static Pending again(Logged event, int tries) {
        return new Pending(event, tries, null);
    }

    /** The same, of which something else is sent. */
    Pending sentAs(List<Parcel> others) {
        return new Pending(event, tries, firstTriedAt, others);
    }

    public Position position() {
        return event.position();
    }

    public String subject() {
        return event.subject();
    }

    /** How large all that is sent of it is, before the connector changes it. */
    long bytes() {
        return parcels.stream().mapToLong(parcel -> parcel.payload().length).sum();
    }
}
