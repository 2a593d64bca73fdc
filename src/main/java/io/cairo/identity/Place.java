package io.cairo.identity;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An identifier as it is stored.
 *
 * @param person whom it belongs to
 * @param origin the person that it made or came to first, if that is another
 * @param firstSeen null if it was only named as what somebody was called before
 * @param carried the link that it came with, to another identifier of the same person; null if that is a row of its own
 */
record Place(
        String key,
        UUID person,
        @Nullable UUID origin,
        @Nullable Instant firstSeen,
        @Nullable Link carried) {
    /**
     * Those first whose origin gives a person its id: what was seen before what was not, user ids before others, the older
     * before the younger.
     */
    static final Comparator<Place> WEIGHT = Comparator.comparing(Place::isUnseen)
            .thenComparing(place -> !Census.isUserId(place.key()))
            .thenComparing(place -> place.firstSeen() == null ? Instant.MAX : place.firstSeen())
            .thenComparing(Place::key);

    /** One that was not there before. */
    static Place fresh(String key, UUID person, @Nullable Instant firstSeen) {
        return new Place(key, person, null, firstSeen, null);
    }

    boolean isUnseen() {
        return firstSeen == null;
    }

    /** The person to whom it goes back when everything else leaves it. */
    UUID home() {
        return origin == null ? person : origin;
    }

    /** The same, belonging to somebody else and still coming from where it came from. */
    Place movedTo(UUID other) {
        return new Place(key, other, home().equals(other) ? null : home(), firstSeen, carried);
    }

    /** The same, as if it had been this person's from the beginning. */
    Place settledAt(UUID other) {
        return new Place(key, other, null, firstSeen, carried);
    }

    /** The same, seen at last. */
    Place seen(Instant at) {
        return new Place(key, person, origin, at, carried);
    }

    /** The same, with another link or none. */
    Place carrying(@Nullable Link link) {
        return new Place(key, person, origin, firstSeen, link);
    }
}
