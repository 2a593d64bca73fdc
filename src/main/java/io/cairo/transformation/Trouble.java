package io.cairo.transformation;

import io.cairo.message.Message;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transformation failed on an event.
 *
 * @param error a sentence for the code's author
 * @param line in the code; null if not known
 * @param subject whom the event is about, since the sentence may tell of them
 */
record Trouble(
        UUID transformation, String error, @Nullable Integer line, String messageId, String subject, Instant at) {

    static Trouble of(Link link, Message message, String error, @Nullable Integer line, Instant at) {
        return new Trouble(link.id(), error, line, message.messageId(), message.subject(), at);
    }
}
