package io.cairo.transformation;

import io.cairo.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the transformations of one destination do to events on their way there. */
@FunctionalInterface
public interface Treatment {
    /**
     * What is to be sent of each event, in their order.
     *
     * @throws io.cairo.base.Problem UNAVAILABLE if it cannot be told now; nothing is to be sent then
     */
    List<Treated> treat(List<Message> events);

    /**
     * What is to be sent in place of one event.
     *
     * @param messages none if it was dropped, several if it was made several of
     * @param quarantined why it can never be sent: code dies of it; null if it does not
     */
    record Treated(List<Message> messages, @Nullable String quarantined) {}
}
