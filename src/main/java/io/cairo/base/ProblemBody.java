package io.cairo.base;

import java.time.Duration;

/** The JSON body of every refused request, at every edge, so that a client learns one shape only. */
public final class ProblemBody {
    private ProblemBody() {}

    /** {@code {"success":false,"code":...,"message":...,"error":...}} in UTF-8; the last two are the same sentence. */
    public static byte[] of(Problem problem) {
        return of(problem.code().wire(), problem.sentence());
    }

    /** The same for a code that is no {@link Problem.Code}. */
    public static byte[] of(String code, String sentence) {
        return JsonText.bytes(json -> {
            json.writeStartObject();
            json.writeBooleanField("success", false);
            json.writeStringField("code", code);
            json.writeStringField("message", sentence);
            json.writeStringField("error", sentence);
            json.writeEndObject();
        });
    }

    /** The value of {@code Retry-After}: whole seconds, at least one. */
    public static String seconds(Duration retryAfter) {
        return Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds()));
    }
}
