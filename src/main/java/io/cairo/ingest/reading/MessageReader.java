package io.cairo.ingest.reading;

import com.fasterxml.jackson.core.JsonToken;
import io.cairo.access.Namespaces;
import io.cairo.base.JsonCursor;
import io.cairo.base.JsonWriter;
import io.cairo.base.Problem;
import io.cairo.base.RepeatedKey;
import io.cairo.message.Edit;
import io.cairo.message.Message;
import io.cairo.message.Rereading;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * Makes one {@link Message} of one event's bytes, in one pass and without a tree: what only travels through is copied,
 * what Cairo needs is kept, corrected and written at the end.
 */
@ApplicationScoped
public class MessageReader implements Rereading {
    private static final int ADDED = 400;

    @Inject
    Limits limits;

    @Inject
    Namespaces namespaces;

    /**
     * Reads one event.
     *
     * @param type what the path says it is; null to believe the event
     * @param body holds the event, and the envelope's context
     * @throws BadEvent if this event breaks the contract
     * @throws Problem INVALID_JSON if the bytes are no JSON, UNAVAILABLE if the namespace cannot be looked up
     */
    public Message read(
            byte[] body, Envelope.Span at, Message.@Nullable Type type, Envelope envelope, Arrived arrived) {
        if (!at.isObject()) {
            throw new BadEvent("wrong_type", "The event must be an object");
        }
        if (at.length() > limits.eventBytes()) {
            throw new BadEvent(
                    "event_too_large",
                    "The event has %d bytes, at most %d are allowed".formatted(at.length(), limits.eventBytes()));
        }
        return read(body, at, type, new Surroundings(body, envelope, arrived, null));
    }

    @Override
    public Message reread(Message original, String messageId, byte[] json) {
        int most = most(original);
        try {
            if (json.length > most) {
                throw new BadEvent(
                        "event_too_large", "It has %d bytes, at most %d are allowed".formatted(json.length, most));
            }
            Surroundings surroundings = Surroundings.again(original, messageId, json);
            return read(json, new Envelope.Span(0, json.length), original.type(), surroundings);
        } catch (BadEvent e) {
            throw new Problem(Problem.Code.INVALID_ARGUMENT, e.sentence());
        }
    }

    @Override
    public Message reread(Message original, Edit edit) {
        Message edited = EditReader.read(original, edit, most(original));
        return edited == null ? Rereading.super.reread(original, edit) : edited;
    }

    private int most(Message original) {
        return Math.max(limits.eventBytes(), original.payload().length);
    }

    private Message read(byte[] body, Envelope.Span at, Message.@Nullable Type type, Surroundings surroundings) {
        try {
            return copy(body, at, type, surroundings);
        } catch (RepeatedKey e) {
            byte[] clean = KeepLast.of(body, at.offset(), at.length());
            return copy(clean, new Envelope.Span(0, clean.length), type, surroundings);
        }
    }

    private Message copy(byte[] bytes, Envelope.Span at, Message.@Nullable Type type, Surroundings surroundings) {
        JsonCursor from = JsonCursor.ofUniqueKeys(bytes, at.offset(), at.length());
        JsonWriter to = new JsonWriter(at.length() + ADDED);
        JsonToken first = from.next();
        if (first == null) {
            throw new Problem(Problem.Code.INVALID_JSON, "The body is empty; send a JSON object");
        }
        if (first != JsonToken.START_OBJECT) {
            throw new BadEvent("wrong_type", "The body must be an object, got " + JsonCopy.kind(first));
        }
        EventDraft draft = new EventDraft(from, to, surroundings);
        to.startObject();
        draft.copyFields();
        if (from.next() != null) {
            throw moreFollows();
        }
        draft.complete(type);
        to.endObject();
        return draft.message(namespaces, to.written());
    }

    /** What is wrong with a body in which the event is not all. */
    static Problem moreFollows() {
        return new Problem(Problem.Code.INVALID_JSON, "The body is not valid JSON: more text follows the object");
    }

    /**
     * What an event inherits.
     *
     * @param body holds the spans of the envelope
     * @param again what it was when it was read first; null if this is the first time
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Surroundings(
            byte[] body,
            Envelope envelope,
            Arrived arrived,
            @Nullable Again again) {

        /** Of a message that is read once more. */
        static Surroundings again(Message original, String messageId, byte[] json) {
            return new Surroundings(json, Envelope.NONE, Arrived.again(original), new Again(original, messageId));
        }

        /** @param messageId that it has from now on */
        record Again(Message original, String messageId) {}
    }
}
