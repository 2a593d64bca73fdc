package io.cairo.base;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every failure that a caller is told about: a code and one sentence that says which field, what came, what is allowed and
 * what to do, and the same {@link Facts} apart for programs. Thrown where it is known, caught only at the edges, which map
 * the code in this one table. Neither sentence nor facts ever hold a key, a payload or anything personal.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, with the HTTP status it has everywhere and whether the same request may succeed later. */
    public enum Code {
        INVALID_JSON(400),
        INVALID_REQUEST(400),
        INVALID_ARGUMENT(400),
        BAD_CURSOR(400),
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

    /**
     * What the sentence says, apart; each may be unknown.
     *
     * @param field the argument, as its sender names it: {@code events[3].name}
     * @param received what came, if it is short and tells nothing of a person: a number, an id, a word of a choice
     * @param allowed the values there are to choose from; empty if they cannot be counted
     * @param next what to do, in a few words: the value to send, the tool to call
     */
    public record Facts(
            @Nullable String field,
            @Nullable String received,
            List<String> allowed,
            @Nullable String next) {
        static final Facts NONE = new Facts(null, null, List.of(), null);
    }

    private final Code code;

    @SuppressWarnings("serial") // problems are not sent as Java objects
    private final Facts facts;

    private final @Nullable Duration retryAfter;

    public Problem(Code code, String sentence) {
        this(code, sentence, Facts.NONE, null);
    }

    private Problem(Code code, String sentence, Facts facts, @Nullable Duration retryAfter) {
        super(sentence, null, false, false);
        this.code = code;
        this.facts = facts;
        this.retryAfter = retryAfter;
    }

    /** The argument {@code field} is the cause; the sentence, which it will stand before, says how and what to do. */
    public static Problem of(Code code, String field, String sentence) {
        return new Problem(code, field + ": " + sentence, new Facts(field, null, List.of(), null), null);
    }

    /** The argument {@code field} is wrong; the sentence says how and what is allowed. */
    public static Problem invalid(String field, String sentence) {
        return of(Code.INVALID_ARGUMENT, field, sentence);
    }

    /** There is no such thing in the caller's namespace. */
    public static Problem notFound(String kind, Object id) {
        String next = "list_" + kind + "s";
        return new Problem(
                Code.NOT_FOUND,
                "No " + kind + " has the id " + id + " in this namespace; " + next + " shows those there are",
                new Facts("id", id.toString(), List.of(), next),
                null);
    }

    /** The same request may succeed after {@code retryAfter}. */
    public static Problem later(Code code, String sentence, Duration retryAfter) {
        return new Problem(code, sentence, Facts.NONE, retryAfter);
    }

    /**
     * The same problem of a field that lies deeper than was known where it was found.
     *
     * @param path what stands before the field's name, with a dot at its end
     */
    public Problem inside(String path) {
        String field = facts.field();
        if (field == null || path.isEmpty()) {
            return this;
        }
        Facts deeper = new Facts(path + field, facts.received(), facts.allowed(), facts.next());
        return new Problem(code, path + sentence(), deeper, retryAfter);
    }

    /** The same problem, of which is also known what came. */
    public Problem received(String received) {
        return with(new Facts(facts.field(), received, facts.allowed(), facts.next()));
    }

    /** The same problem, of which are also known the values to choose from. */
    public Problem allowed(List<String> allowed) {
        return with(new Facts(facts.field(), facts.received(), List.copyOf(allowed), facts.next()));
    }

    /** The same problem, of which is also known what to do. */
    public Problem next(String next) {
        return with(new Facts(facts.field(), facts.received(), facts.allowed(), next));
    }

    private Problem with(Facts more) {
        return new Problem(code, sentence(), more, retryAfter);
    }

    public Code code() {
        return code;
    }

    /** What to tell the caller. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** The sentence's parts, for programs. */
    public Facts facts() {
        return facts;
    }

    /** When to try again, for those that may be tried again. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
