package io.cairo.transformation.worker;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of an event a script can see or change: it gets no more than that.
 *
 * @param members of the event's own, by their names; null for all there are
 * @param metadata whether it may ask what is known beside the event
 */
public record Touched(@Nullable List<String> members, boolean metadata) {
    /** Of scripts of which nothing is known. */
    public static final Touched EVERYTHING = new Touched(null, true);

    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");
    private static final String ALL = "*";
    private static final String TOLD = " metadata";

    /** Of a script, as {@link Answer.Done} gave it; everything if it was made before this was known. */
    public static Touched of(String compiled) {
        return Compiled.touched(compiled);
    }

    /** Whether a name can be written into a {@link #line}, and stands in JSON as it is. */
    static boolean isPlain(String name) {
        return NAME.matcher(name).matches();
    }

    static Touched ofLine(String line) {
        boolean metadata = line.endsWith(TOLD);
        String names = metadata ? line.substring(0, line.length() - TOLD.length()) : line;
        if (names.equals(ALL)) {
            return new Touched(null, metadata);
        }
        return new Touched(names.isEmpty() ? List.of() : List.of(names.split(",", -1)), metadata);
    }

    /** {@code properties,userId metadata}. */
    String line() {
        return (members == null ? ALL : String.join(",", members)) + (metadata ? TOLD : "");
    }
}
