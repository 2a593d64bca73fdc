package io.cairo.base;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The JSON body of every refused request, at every edge, so that a client learns one shape only. */
public final class ProblemBody {
    private ProblemBody() {}

    /**
     * {@code {"success":false,"code":...,"message":...,"error":...,"retryable":...}} in UTF-8, and what is known of field,
     * received, allowed and next; message and error are the same sentence.
     */
    public static byte[] of(Problem problem) {
        return JsonText.bytes(json -> {
            json.writeStartObject();
            begin(json, problem.code().wire(), problem.sentence());
            json.writeBooleanField("retryable", problem.code().retryable());
            facts(json, problem.facts());
            json.writeEndObject();
        });
    }

    /** Writes the facts as fields of the object that the generator is in; those that are not known are left out. */
    public static void facts(JsonGenerator json, Problem.Facts facts) throws IOException {
        text(json, "field", facts.field());
        text(json, "received", facts.received());
        if (!facts.allowed().isEmpty()) {
            json.writeArrayFieldStart("allowed");
            for (String allowed : facts.allowed()) {
                json.writeString(allowed);
            }
            json.writeEndArray();
        }
        text(json, "next", facts.next());
    }

    private static void text(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }

    private static void begin(JsonGenerator json, String code, String sentence) throws IOException {
        json.writeBooleanField("success", false);
        json.writeStringField("code", code);
        json.writeStringField("message", sentence);
        json.writeStringField("error", sentence);
    }

    /** The same for a code that is no {@link Problem.Code}. */
    public static byte[] of(String code, String sentence) {
        return JsonText.bytes(json -> {
            json.writeStartObject();
            begin(json, code, sentence);
            json.writeEndObject();
        });
    }

    /** The value of {@code Retry-After}: whole seconds, at least one. */
    public static String seconds(Duration retryAfter) {
        return Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds()));
    }
}
