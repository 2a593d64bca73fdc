package io.cairo.transformation.worker;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A script that is ready to run: a library of what its modern syntax needs, the script itself, and where its lines come from.
 *
 * @param lines the author's line of each line of the script; 0 if it has none
 */
@SuppressWarnings("ArrayRecordComponent")
record Compiled(int[] lines, String library, String script) {
    /** What the engine calls the file that the script is in. */
    static final String SCRIPT = "code";

    private static final String MARK = "cairo-es5-1";

    /** Reads what {@link #text} wrote. */
    static Compiled of(String text) {
        String[] parts = text.split("\n", 4);
        if (parts.length < 4 || !parts[0].equals(MARK)) {
            throw new IllegalArgumentException("this is no compiled script");
        }
        int library = Integer.parseInt(parts[2]);
        int[] lines = parts[1].isEmpty()
                ? new int[0]
                : Arrays.stream(parts[1].split(",")).mapToInt(Integer::parseInt).toArray();
        return new Compiled(lines, parts[3].substring(0, library), parts[3].substring(library));
    }

    String text() {
        String numbers = Arrays.stream(lines).mapToObj(Integer::toString).collect(Collectors.joining(","));
        return String.join("\n", MARK, numbers, Integer.toString(library.length()), library + script);
    }

    /** The author's line of a line of the script, both from 1; 0 if not known. */
    int line(int of) {
        return of >= 1 && of <= lines.length ? lines[of - 1] : 0;
    }

    /** The library as an expression: a function of (meter, what cleans caught errors) that gives it. */
    String libraryForm() {
        return "(function($$fuel,$$caught){var $$f=0;" + library
                + "\nreturn typeof $jscomp==='undefined'?null:$jscomp;})\n//# sourceURL=library";
    }

    /** The script as an expression: a function of (meter, what cleans caught errors, library) that gives the script. */
    String scriptForm() {
        return "(function($$fuel,$$caught,$jscomp){var $$f=0;return function(metadata){" + script
                + "\nreturn $$handler(metadata);};})\n//# sourceURL=" + SCRIPT;
    }
}
