package io.cairo.transformation.worker;

import com.google.debugging.sourcemap.SourceMapConsumerV3;
import com.google.debugging.sourcemap.SourceMapParseException;
import com.google.debugging.sourcemap.proto.Mapping.OriginalMapping;
import com.google.javascript.jscomp.Compiler;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Where the lines of lowered code come from. */
final class Lines {
    private Lines() {}

    /** The author's line of each line that the compiler has just printed; 0 where there is none. */
    static int[] of(Compiler compiler, String printed) {
        StringBuilder map = new StringBuilder();
        try {
            compiler.getSourceMap().appendTo(map, "script");
            SourceMapConsumerV3 consumer = new SourceMapConsumerV3();
            consumer.parse(map.toString());
            return lines(consumer, printed.split("\n", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SourceMapParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int[] lines(SourceMapConsumerV3 consumer, String[] printed) {
        int[] lines = new int[printed.length];
        for (int i = 0; i < lines.length; i++) {
            int indent = printed[i].length() - printed[i].stripLeading().length();
            OriginalMapping origin = consumer.getMappingForLine(i + 1, indent + 1);
            lines[i] = origin == null ? 0 : origin.getLineNumber();
        }
        return lines;
    }
}
