package io.cairo.transformation;

import io.cairo.base.Problem;
import io.cairo.transformation.sandbox.Sandbox;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * A version's code.
 *
 * @param written by its author
 * @param compiled from that, ready to run
 */
record Code(String written, String compiled) {
    private static final int MOST_BYTES = 64 * 1024;

    /**
     * Compiles what an author has written.
     *
     * @throws Problem INVALID_ARGUMENT if it is too large or does not compile, with line and column; UNAVAILABLE
     */
    static Code compiled(Sandbox sandbox, String written) {
        return compiled(written, sandbox::compile);
    }

    /** The same with another way to compile. */
    static Code compiled(String written, UnaryOperator<String> compiler) {
        int bytes = written.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw Problem.invalid("code", "has %d bytes, at most %d are allowed".formatted(bytes, MOST_BYTES));
        }
        return new Code(written, compiler.apply(written));
    }
}
