package io.cairo.ingest.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairo.base.JsonText;
import io.cairo.base.Problem;
import io.cairo.base.ProblemBody;
import io.cairo.ingest.Batch;
import io.cairo.ingest.Rejected;
import java.io.IOException;
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

    /** The answer to a batch: per-event faults do not make it an error. */
    static Reply of(Batch.Outcome outcome) {
        if (outcome.received() == 1 && outcome.accepted() == 1) {
            return new Reply(200, ONE_STORED, null);
        }
        return new Reply(
                200,
                JsonText.bytes(to -> {
                    to.writeStartObject();
                    to.writeBooleanField("success", true);
                    to.writeNumberField("received", outcome.received());
                    to.writeNumberField("accepted", outcome.accepted());
                    to.writeNumberField("duplicates", outcome.duplicates());
                    rejected(to, outcome);
                    to.writeEndObject();
                }),
                null);
    }

    static Reply of(Problem problem) {
        return new Reply(
                problem.code().status(),
                ProblemBody.of(problem),
                problem.retryAfter().orElse(null));
    }

    /** A refusal with a code that is no {@link Problem.Code}: one of an event's. */
    static Reply refused(String code, String sentence) {
        boolean outOfReach = code.equals(Problem.Code.INSUFFICIENT_SCOPE.wire());
        return new Reply(outOfReach ? 403 : 400, ProblemBody.of(code, sentence), null);
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
}
