package io.cairo.destination;

import org.jspecify.annotations.Nullable;

/**
 * One event on its way to a destination.
 *
 * @param messageId what the receiver can tell a second delivery by
 * @param type in lower case: {@code track}
 * @param name the event of a track, the name of a page or screen; null where there is none
 * @param payload the whole message as JSON in UTF-8; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // it goes from the database to the wire as it is
public record Parcel(
        String messageId, String type, @Nullable String name, byte[] payload) {}
