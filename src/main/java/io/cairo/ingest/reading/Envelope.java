package io.cairo.ingest.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cairo.base.Problem;
import io.cairo.base.StrictJson;
import java.io.IOException;
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
        try (JsonParser parser = StrictJson.parser(body, 0, body.length)) {
            Draft draft = new Draft(parser, mostEvents);
            draft.read();
            return draft.envelope();
        } catch (IOException e) {
            throw StrictJson.problem(e);
        }
    }

    private static final class Draft {
        private final JsonParser parser;
        private final int mostEvents;
        private @Nullable String writeKey;
        private @Nullable String sentAt;
        private @Nullable Span context;
        private @Nullable Span integrations;
        private @Nullable List<Span> events;

        Draft(JsonParser parser, int mostEvents) {
            this.parser = parser;
            this.mostEvents = mostEvents;
        }

        void read() throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Problem(
                        Problem.Code.INVALID_REQUEST, "The body must be a JSON object with an array named batch");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                field(name);
            }
            if (parser.nextToken() != null) {
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

        private void field(String name) throws IOException {
            switch (name) {
                case "batch" -> events = events();
                case "writeKey" -> writeKey = text();
                case "sentAt" -> sentAt = text();
                case "context" -> context = object();
                case "integrations" -> integrations = object();
                default -> parser.skipChildren();
            }
        }

        private @Nullable String text() throws IOException {
            if (parser.currentToken().isScalarValue() && parser.currentToken() != JsonToken.VALUE_NULL) {
                return parser.getText();
            }
            parser.skipChildren();
            return null;
        }

        private @Nullable Span object() throws IOException {
            Span span = span();
            return span.isObject() ? span : null;
        }

        private List<Span> events() throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw new Problem(
                        Problem.Code.INVALID_REQUEST,
                        "batch: must be an array of events, got " + JsonCopy.kind(parser.currentToken()));
            }
            List<Span> found = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                found.add(span());
                if (found.size() > mostEvents) {
                    throw new Problem(
                            Problem.Code.BATCH_TOO_LARGE,
                            "batch: holds more than %d events; send them in several requests".formatted(mostEvents));
                }
            }
            return found;
        }

        private Span span() throws IOException {
            int begin = (int) parser.currentTokenLocation().getByteOffset();
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return new Span(begin, 0);
            }
            parser.skipChildren();
            return new Span(begin, (int) parser.currentLocation().getByteOffset() - begin);
        }
    }
}
