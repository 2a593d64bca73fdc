package io.cairo.message;

/**
 * What became of one message.
 *
 * @param messageId of the message, in the order in which they were given
 * @param fate whether it is on disk now, was there already, or could not be stored
 * @param reason empty unless it was refused
 */
public record Receipt(String messageId, Fate fate, String reason) {

    /** What can become of a message. */
    public enum Fate {
        STORED,
        DUPLICATE,
        REFUSED
    }
}
