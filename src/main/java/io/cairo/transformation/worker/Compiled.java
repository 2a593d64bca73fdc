package io.cairo.transformation.worker;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A script that is ready to run: a library of what its modern syntax needs, the script itself, what of an event it touches,
 * and where its lines come from.
 *
 * @param lines the author's line of each line of the script; 0 if it has none
 */
@SuppressWarnings("ArrayRecordComponent")
record Compiled(Touched touched, int[] lines, String library, String script) {
    /** What the engine calls the file that the script is in. */
    static final String SCRIPT = "code";

    private static final String MARK = "cairo-es5-2\n";

    /** Of those that were saved when nobody knew what they touch. */
    private static final String FIRST_MARK = "cairo-es5-1\n";

    /** Reads what {@link #text} wrote, now or in an earlier version. */
    static Compiled of(String text) {
        int head = text.startsWith(MARK) ? 2 : 1;
        String[] parts = text.split("\n", head + 3);
        if (parts.length < head + 3 || !(head == 2 || text.startsWith(FIRST_MARK))) {
            throw new IllegalArgumentException("this is no compiled script");
        }
        String code = parts[head + 2];
        int library = Integer.parseInt(parts[head + 1]);
        return new Compiled(touched(text), lines(parts[head]), code.substring(0, library), code.substring(library));
    }

    private static int[] lines(String numbers) {
        return numbers.isEmpty()
                ? new int[0]
                : Arrays.stream(numbers.split(",")).mapToInt(Integer::parseInt).toArray();
    }

    /** The part of {@link #of} that is asked for each time. */
    static Touched touched(String text) {
        int end = text.indexOf('\n', MARK.length());
        return text.startsWith(MARK) && end > 0
                ? Touched.ofLine(text.substring(MARK.length(), end))
                : Touched.EVERYTHING;
    }

    String text() {
        String numbers = Arrays.stream(lines).mapToObj(Integer::toString).collect(Collectors.joining(","));
        return MARK + String.join("\n", touched.line(), numbers, Integer.toString(library.length()), library + script);
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
