package io.cairo.ingest.http;

import com.fasterxml.jackson.core.JsonToken;
import io.cairo.access.Caller;
import io.cairo.access.Callers;
import io.cairo.access.Limiter;
import io.cairo.base.JsonCursor;
import io.cairo.base.Problem;
import io.cairo.ingest.Batch;
import io.cairo.ingest.IngestNumbers;
import io.cairo.ingest.Pipeline;
import io.cairo.ingest.Rejected;
import io.cairo.ingest.reading.Arrived;
import io.cairo.ingest.reading.BadEvent;
import io.cairo.ingest.reading.Envelope;
import io.cairo.ingest.reading.Inflated;
import io.cairo.ingest.reading.Limits;
import io.cairo.ingest.reading.MessageReader;
import io.cairo.message.IngestRoutes;
import io.cairo.message.Message;
import io.cairo.message.Receipt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What an ingestion request means, without HTTP: who sends it, which events it holds, what becomes of them. */
@ApplicationScoped
public class Ingestion {
    @Inject
    Limits limits;

    @Inject
    MessageReader reader;

    @Inject
    Pipeline pipeline;

    @Inject
    Callers callers;

    @Inject
    Limiter limiter;

    @Inject
    IngestNumbers numbers;

    @Inject
    Clock clock;

    /**
     * A request, read from HTTP.
     *
     * @param keys that its headers and query name, best first
     * @param local whether it comes from this machine and through no proxy
     * @param clientAddress the peer's address if it is a browser's or an app's, else null
     * @param body still packed, if it was sent so
     * @param encoding its Content-Encoding
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Request(
            IngestRoutes.Route route,
            List<String> keys,
            boolean local,
            @Nullable String clientAddress,
            byte[] body,
            @Nullable String encoding) {}

    /** The answer, once everything that could be stored is on disk; never fails. */
    CompletionStage<Reply> take(Request request) {
        try {
            return taken(request).exceptionally(Faults::reply);
        } catch (BadEvent e) {
            return answer(e.code(), Reply.refused(e.code(), e.sentence()));
        } catch (Problem e) {
            return answer(e.code().wire(), Reply.of(e));
        } catch (RuntimeException e) {
            return answer("internal", Faults.reply(e));
        }
    }

    private CompletionStage<Reply> answer(String code, Reply reply) {
        numbers.refused(code);
        return CompletableFuture.completedFuture(reply);
    }

    private CompletionStage<Reply> taken(Request request) {
        Optional<Caller> known = byHeader(request);
        known.ifPresent(this::admit);
        byte[] body = Inflated.of(request.body(), request.encoding(), limits.batchBytes());
        boolean batch = request.route().kind() == IngestRoutes.Kind.BATCH;
        Envelope envelope = batch ? Envelope.read(body, limits.batchEvents()) : Envelope.NONE;
        Caller caller = known.orElseGet(() -> byBody(request, batch ? envelope.writeKey() : writeKey(body)));
        Arrived arrived = new Arrived(caller, clock.instant(), "sdk", request.clientAddress(), false);
        return batch ? many(body, envelope, arrived) : one(body, request.route().type(), arrived);
    }

    /** Headers win over the body, but a bearer token may be somebody else's: then the key may still be in the body. */
    private Optional<Caller> byHeader(Request request) {
        for (String key : request.keys()) {
            try {
                return Optional.of(callers.of(key, request.local()));
            } catch (Problem e) {
                if (e.code() != Problem.Code.INVALID_WRITE_KEY) {
                    throw e;
                }
            }
        }
        return Optional.empty();
    }

    private Caller byBody(Request request, @Nullable String key) {
        boolean headerFailed = key == null && !request.keys().isEmpty();
        Caller caller = callers.of(headerFailed ? request.keys().get(0) : key, request.local());
        admit(caller);
        return caller;
    }

    /** Before anything more is done for it: what is over its limit must not cost the work that the limit saves. */
    private void admit(Caller caller) {
        caller.require(Caller.Right.INGEST);
        limiter.take(caller, Limiter.Door.INGEST);
    }

    private CompletionStage<Reply> one(byte[] body, Message.@Nullable Type type, Arrived arrived) {
        Message message = reader.read(body, new Envelope.Span(0, body.length), type, Envelope.NONE, arrived);
        return pipeline.accept(List.of(message)).thenApply(receipts -> single(receipts.get(0)));
    }

    private static Reply single(Receipt receipt) {
        if (receipt.fate() == Receipt.Fate.REFUSED) {
            return Reply.refused("not_storable", receipt.reason());
        }
        int stored = receipt.fate() == Receipt.Fate.STORED ? 1 : 0;
        return Reply.of(new Batch.Outcome(1, stored, 1 - stored, List.of()));
    }

    private CompletionStage<Reply> many(byte[] body, Envelope envelope, Arrived arrived) {
        Batch batch = Batch.empty();
        for (int place = 0; place < envelope.events().size(); place++) {
            add(batch, place, body, envelope, arrived);
        }
        if (batch.messages().isEmpty()) {
            return CompletableFuture.completedFuture(Reply.of(batch.outcome(List.of())));
        }
        return pipeline.accept(batch.messages()).thenApply(receipts -> Reply.of(batch.outcome(receipts)));
    }

    private void add(Batch batch, int place, byte[] body, Envelope envelope, Arrived arrived) {
        Envelope.Span at = envelope.events().get(place);
        try {
            batch.add(place, reader.read(body, at, null, envelope, arrived));
        } catch (BadEvent e) {
            numbers.refused(e.code());
            batch.rejected().add(new Rejected(place, field(body, at, "messageId"), e.code(), e.sentence()));
        }
    }

    private static @Nullable String writeKey(byte[] body) {
        return field(body, new Envelope.Span(0, body.length), "writeKey");
    }

    /** A text at the top of an object; null if it has none. */
    private static @Nullable String field(byte[] body, Envelope.Span at, String name) {
        JsonCursor cursor = new JsonCursor(body, at.offset(), at.length());
        if (cursor.next() != JsonToken.START_OBJECT) {
            return null;
        }
        String value = null;
        while (cursor.next() == JsonToken.FIELD_NAME) {
            boolean wanted = cursor.name().equals(name);
            if (cursor.next() == JsonToken.VALUE_STRING && wanted) {
                value = cursor.text();
            }
            cursor.skip();
        }
        return value != null && value.length() <= Limits.MESSAGE_ID ? value : null;
    }
}
