package io.cairo.base;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every failure that a caller is told about: a code and one sentence that says which field, what came, what is allowed and
 * what to do. Thrown where it is known, caught only at the edges, which map the code in this one table. The sentence never
 * holds a key, a payload or anything personal.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, with the HTTP status it has everywhere and whether the same request may succeed later. */
    public enum Code {
        INVALID_JSON(400),
        INVALID_REQUEST(400),
        INVALID_ARGUMENT(400),
        BATCH_TOO_LARGE(400),
        MISSING_WRITE_KEY(401),
        INVALID_WRITE_KEY(401),
        KEY_KIND_NOT_ALLOWED(403),
        FORBIDDEN(403),
        INSUFFICIENT_SCOPE(403),
        NOT_FOUND(404),
        UNKNOWN_PROJECT_ID(404),
        UNKNOWN_PROJECT_SLUG(404),
        NO_PROJECTS_VISIBLE(404),
        METHOD_NOT_ALLOWED(405),
        REQUEST_TIMEOUT(408),
        CONFLICT(409),
        TOO_LARGE(413),
        RATE_LIMITED(429),
        OVERLOADED(429),
        INTERNAL(500),
        UNAVAILABLE(503);

        private final int status;

        Code(int status) {
            this.status = status;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }

        /** The code as written on the wire: {@code invalid_argument}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the same request, unchanged, may succeed later. */
        public boolean retryable() {
            return status == 408 || status == 429 || status >= 500;
        }
    }

    private final Code code;
    private final @Nullable Duration retryAfter;

    public Problem(Code code, String sentence) {
        this(code, sentence, null);
    }

    private Problem(Code code, String sentence, @Nullable Duration retryAfter) {
        super(sentence, null, false, false);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** The argument {@code field} is wrong; the sentence says how and what is allowed. */
    public static Problem invalid(String field, String sentence) {
        return new Problem(Code.INVALID_ARGUMENT, field + ": " + sentence);
    }

    /** There is no such thing in the caller's namespace. */
    public static Problem notFound(String kind, Object id) {
        return new Problem(Code.NOT_FOUND, "No " + kind + " has the id " + id + " in this namespace");
    }

    /** The same request may succeed after {@code retryAfter}. */
    public static Problem later(Code code, String sentence, Duration retryAfter) {
        return new Problem(code, sentence, retryAfter);
    }

    public Code code() {
        return code;
    }

    /** What to tell the caller. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** When to try again, for those that may be tried again. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
