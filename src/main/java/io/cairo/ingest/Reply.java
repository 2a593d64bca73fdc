package io.cairo.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairo.base.Problem;
import io.cairo.base.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An answer to an ingestion client: always a JSON object, since some of them send everything again when they get anything
 * else; with {@code code} and {@code message} when it is an error, since others fail without them.
 *
 * @param retryAfter for the header of that name; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record Reply(int status, byte[] body, @Nullable Duration retryAfter) {
    private static final byte[] ONE_STORED =
            "{\"success\":true,\"received\":1,\"accepted\":1,\"duplicates\":0}".getBytes(StandardCharsets.UTF_8);

    /** For what is answered and not kept. */
    static final Reply OK = new Reply(200, "{\"success\":true}".getBytes(StandardCharsets.UTF_8), null);

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator to) throws IOException;
    }

    /** The answer to a batch: per-event faults do not make it an error. */
    static Reply of(Batch.Outcome outcome) {
        if (outcome.received() == 1 && outcome.accepted() == 1) {
            return new Reply(200, ONE_STORED, null);
        }
        return new Reply(
                200,
                json(to -> {
                    to.writeBooleanField("success", true);
                    to.writeNumberField("received", outcome.received());
                    to.writeNumberField("accepted", outcome.accepted());
                    to.writeNumberField("duplicates", outcome.duplicates());
                    rejected(to, outcome);
                }),
                null);
    }

    static Reply of(Problem problem) {
        return error(
                problem.code().status(),
                problem.code().wire(),
                problem.sentence(),
                problem.retryAfter().orElse(null));
    }

    static Reply error(int status, String code, String message, @Nullable Duration retryAfter) {
        byte[] body = json(to -> {
            to.writeBooleanField("success", false);
            to.writeStringField("code", code);
            to.writeStringField("message", message);
        });
        return new Reply(status, body, retryAfter);
    }

    private static void rejected(JsonGenerator to, Batch.Outcome outcome) throws IOException {
        if (outcome.rejected().isEmpty()) {
            return;
        }
        to.writeArrayFieldStart("rejected");
        for (Rejected event : outcome.rejected()) {
            to.writeStartObject();
            to.writeNumberField("index", event.index());
            if (event.messageId() != null) {
                to.writeStringField("messageId", event.messageId());
            }
            to.writeStringField("code", event.code());
            to.writeStringField("message", event.message());
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    private static byte[] json(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator to = StrictJson.factory().createGenerator(bytes)) {
            to.writeStartObject();
            fields.write(to);
            to.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
