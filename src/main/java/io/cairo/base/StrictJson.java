package io.cairo.base;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * Reads JSON as RFC 8259 defines it and no other way: one value, no trailing text, valid UTF-8. The parser that Liberty
 * brings accepts more than that, so nothing from outside is read with it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
public final class StrictJson {
    /** Deeper than any event may be, so that one deep event in a batch can be refused alone. */
    static final int SKIPPED_DEPTH = 2_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(SKIPPED_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            // names must stay canonicalized: without that Jackson reads through a decoder that lets invalid UTF-8 pass
            // and counts characters, not bytes
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    private StrictJson() {}

    /** A parser over {@code length} bytes from {@code offset}; its byte offsets count from {@code offset}. */
    public static JsonParser parser(byte[] bytes, int offset, int length) throws IOException {
        return FACTORY.createParser(bytes, offset, length);
    }

    /** The factory, for writing. */
    public static JsonFactory factory() {
        return FACTORY;
    }

    /** What is wrong with a text, for its sender: the parser's words without any of the text itself. */
    public static Problem problem(IOException failure) {
        if (failure instanceof JsonProcessingException json && json.getLocation() != null) {
            return problem(json.getLocation().getLineNr(), json.getLocation().getColumnNr());
        }
        return unreadable();
    }

    /**
     * What is wrong with a text, for its sender.
     *
     * @param from where the text begins among the bytes
     * @param error where it ceases to be JSON
     */
    static Problem malformed(byte[] bytes, int from, int error) {
        int lines = 1;
        int line = from;
        for (int at = from; at < error; at++) {
            boolean returned = bytes[at] == '\n' && at > from && bytes[at - 1] == '\r';
            if (bytes[at] == '\r' || bytes[at] == '\n') {
                lines += returned ? 0 : 1;
                line = at + 1;
            }
        }
        return problem(lines, error - line + 1);
    }

    /** What is wrong with a text about whose errors nothing is known. */
    static Problem unreadable() {
        return new Problem(Problem.Code.INVALID_JSON, "The body is not valid JSON in UTF-8");
    }

    private static Problem problem(int line, int column) {
        return new Problem(
                Problem.Code.INVALID_JSON,
                "The body is not valid JSON: an error at line %d, column %d".formatted(line, column));
    }
}
