package io.cairo.message;

/** Reads a message once more after a stage has changed it, as strictly as it was read when it came in. */
public interface Rereading {
    /**
     * The message that the changed JSON spells. Type, namespace, platform and time of arrival stay those of the original,
     * whatever the JSON says; {@code timestamp} is by our clock, and stays if the JSON has none.
     *
     * @param messageId that it has from now on
     * @param json one object; at most as large as an event may be, or as the original is
     * @throws io.cairo.base.Problem if it breaks the contract, with the field and what is allowed
     */
    Message reread(Message original, String messageId, byte[] json);

    /**
     * The message that the original's payload spells after an edit, with the id that it had: the same as to reread all of {@link
     * Edit#json}, only that what was not touched need not be read.
     *
     * @throws io.cairo.base.Problem likewise
     */
    default Message reread(Message original, Edit edit) {
        return reread(original, original.messageId(), edit.json());
    }
}
