package io.cairo.message;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Segment-shaped thing in flight, as the edge built it: identifiers are text, clock skew is corrected, limits are
 * checked. It is immutable; {@code payload} must not be changed.
 *
 * @param namespace the id of the namespace it is for
 * @param name the event of a track, the name of a page or screen; null where there is none
 * @param messageId what makes it the same message when it is sent again; given by the sender or made at the edge
 * @param who whom it names
 * @param timestamp when it happened, by the server's clock
 * @param receivedAt when it arrived
 * @param platform through which door: {@code sdk} or {@code mcp}
 * @param payload the whole message as JSON in UTF-8, in the shape that destinations get
 * @param stable whether it is known that to read the payload once more would give this very message, byte for byte
 * @see <a href="https://segment.com/docs/connections/spec/common/">Segment's common fields</a>
 */
@SuppressWarnings(
        "ArrayRecordComponent") // the payload is written to the database as it is; copying it would cost twice
public record Message(
        int namespace,
        Type type,
        @Nullable String name,
        String messageId,
        Who who,
        Instant timestamp,
        Instant receivedAt,
        String platform,
        byte[] payload,
        boolean stable) {

    /** A message of which nobody knows whether it is stable. */
    public Message(
            int namespace,
            Type type,
            @Nullable String name,
            String messageId,
            Who who,
            Instant timestamp,
            Instant receivedAt,
            String platform,
            byte[] payload) {
        this(namespace, type, name, messageId, who, timestamp, receivedAt, platform, payload, false);
    }

    /** The six kinds of message. */
    public enum Type {
        TRACK,
        IDENTIFY,
        PAGE,
        SCREEN,
        GROUP,
        ALIAS;

        private final String wire = name().toLowerCase(Locale.ROOT);

        /** As written: {@code track}. */
        public String wire() {
            return wire;
        }

        /** The type with that name in lower case, if there is one. */
        public static Optional<Type> of(@Nullable String wire) {
            for (Type type : values()) {
                if (type.wire().equals(wire)) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }
    }

    /** The user id that it names. */
    public @Nullable String userId() {
        return who.userId();
    }

    /** The anonymous id that it names. */
    public @Nullable String anonymousId() {
        return who.anonymousId();
    }

    /** The email that it names, in lower case. */
    public @Nullable String email() {
        return who.email();
    }

    /** The same message with another payload, which says the same about what Cairo has read from it. */
    public Message with(byte[] otherPayload) {
        return with(otherPayload, false);
    }

    /** Likewise, of which it is known whether that is stable. */
    public Message with(byte[] otherPayload, boolean isStable) {
        return new Message(
                namespace, type, name, messageId, who, timestamp, receivedAt, platform, otherPayload, isStable);
    }

    /**
     * Whom the message is about, as one text: {@code u:} and the user id, else {@code a:} and the anonymous id, else
     * {@code e:} and the email, else {@code g:} and the group id, else {@code m:} and the message itself. Messages of one subject stay in order.
     */
    public String subject() {
        if (userId() != null) {
            return "u:" + userId();
        }
        if (anonymousId() != null) {
            return "a:" + anonymousId();
        }
        if (email() != null) {
            return "e:" + email();
        }
        return who.groupId() != null ? "g:" + who.groupId() : "m:" + messageId;
    }
}
