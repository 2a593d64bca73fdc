package io.cairo.event;

import org.jspecify.annotations.Nullable;

/**
 * An event as the log keeps it.
 *
 * @param type in lower case: {@code track}
 * @param name the event of a track, the name of a page or screen; null where there is none
 * @param subject whom it is about; events of one subject are delivered in order
 * @param payload the whole message as JSON in UTF-8; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // read once from the database and written as it is to many places
public record Logged(
        Position position, String type, @Nullable String name, String messageId, String subject, byte[] payload) {}
