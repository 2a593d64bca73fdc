package io.cairo.ingest.reading;

import com.fasterxml.jackson.core.JsonToken;
import io.cairo.base.JsonCursor;
import io.cairo.base.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the events of a batch. It is read first, whole, because clients put {@code sentAt} and {@code context}
 * behind the events that they apply to.
 *
 * @param sentAt as written; null if absent
 * @param context fields that every event inherits unless it has its own; null if absent
 * @param integrations likewise
 * @param events where each event lies in the body
 * @see <a href="https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#batch">Segment's batch</a>
 */
public record Envelope(
        @Nullable String writeKey,
        @Nullable String sentAt,
        @Nullable Span context,
        @Nullable Span integrations,
        List<Span> events) {

    /** The envelope of a request that is one event. */
    public static final Envelope NONE = new Envelope(null, null, null, null, List.of());

    /**
     * Whether its events say all that they are read as: what is inherited is copied as it stands and not listened to, so that
     * who reads the event once more may hear more, and a blank time is none when the event says it.
     */
    boolean isSilent() {
        return context == null && integrations == null && (sentAt == null || !sentAt.isBlank());
    }

    /** A value in the body: from {@code offset}, {@code length} bytes; no length if it is no object. */
    public record Span(int offset, int length) {
        /** Whether an object lies there. */
        public boolean isObject() {
            return length > 0;
        }
    }

    /**
     * Reads the envelope of a batch.
     *
     * @throws Problem INVALID_JSON, INVALID_REQUEST if it holds no array {@code batch}, BATCH_TOO_LARGE
     */
    public static Envelope read(byte[] body, int mostEvents) {
        Draft draft = new Draft(new JsonCursor(body, 0, body.length), mostEvents);
        draft.read();
        return draft.envelope();
    }

    private static final class Draft {
        private final JsonCursor cursor;
        private final int mostEvents;
        private @Nullable String writeKey;
        private @Nullable String sentAt;
        private @Nullable Span context;
        private @Nullable Span integrations;
        private @Nullable List<Span> events;

        Draft(JsonCursor cursor, int mostEvents) {
            this.cursor = cursor;
            this.mostEvents = mostEvents;
        }

        void read() {
            if (cursor.next() != JsonToken.START_OBJECT) {
                throw new Problem(
                        Problem.Code.INVALID_REQUEST, "The body must be a JSON object with an array named batch");
            }
            while (cursor.next() == JsonToken.FIELD_NAME) {
                String name = cursor.name();
                cursor.next();
                field(name);
            }
            if (cursor.next() != null) {
                throw new Problem(
                        Problem.Code.INVALID_JSON, "The body is not valid JSON: more text follows the object");
            }
        }

        Envelope envelope() {
            if (events == null) {
                throw new Problem(Problem.Code.INVALID_REQUEST, "batch: missing; it must be an array of events");
            }
            return new Envelope(writeKey, sentAt, context, integrations, events);
        }

        private void field(String name) {
            switch (name) {
                case "batch" -> events = events();
                case "writeKey" -> writeKey = text();
                case "sentAt" -> sentAt = text();
                case "context" -> context = object();
                case "integrations" -> integrations = object();
                default -> cursor.skip();
            }
        }

        private @Nullable String text() {
            if (cursor.token().isScalarValue() && cursor.token() != JsonToken.VALUE_NULL) {
                return cursor.text();
            }
            cursor.skip();
            return null;
        }

        private @Nullable Span object() {
            Span span = span();
            return span.isObject() ? span : null;
        }

        private List<Span> events() {
            if (cursor.token() != JsonToken.START_ARRAY) {
                throw new Problem(
                        Problem.Code.INVALID_REQUEST,
                        "batch: must be an array of events, got " + JsonCopy.kind(cursor.token()));
            }
            List<Span> found = new ArrayList<>();
            while (cursor.next() != JsonToken.END_ARRAY) {
                found.add(span());
                if (found.size() > mostEvents) {
                    throw new Problem(
                            Problem.Code.BATCH_TOO_LARGE,
                            "batch: holds more than %d events; send them in several requests".formatted(mostEvents));
                }
            }
            return found;
        }

        private Span span() {
            int begin = cursor.start();
            if (cursor.token() != JsonToken.START_OBJECT) {
                cursor.skip();
                return new Span(begin, 0);
            }
            cursor.skip();
            return new Span(begin, cursor.end() - begin);
        }
    }
}
