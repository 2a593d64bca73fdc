package io.cairo.context;

import java.util.List;

/**
 * A block of what an agent is told, by a tool or in a prompt.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/schema#contentblock">MCP content blocks</a>
 */
public sealed interface Content {

    /** Plain text. */
    record Text(String text) implements Content {}

    /** A picture, for example {@code image/png}. */
    @SuppressWarnings("ArrayRecordComponent") // written once, on the spot
    record Image(String mimeType, byte[] data) implements Content {}

    /** A recording, for example {@code audio/wav}. */
    @SuppressWarnings("ArrayRecordComponent")
    record Audio(String mimeType, byte[] data) implements Content {}

    /** What a resource holds, in full. */
    record Embedded(Contents contents) implements Content {}

    /** Blocks as the result of a tool that has no structured one. */
    record Blocks(List<Content> content) {
        public static Blocks of(Content... content) {
            return new Blocks(List.of(content));
        }

        public static Blocks text(String text) {
            return of(new Text(text));
        }
    }
}
