package io.cairo.transformation.worker;

import com.google.javascript.jscomp.JSError;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the compiler found wrong, in words for the author and at the place in the author's code. */
final class Faults {
    private static final Pattern UNDECLARED = Pattern.compile("variable (\\S+) is undeclared");
    private static final String WAITS = "is not there: an event is transformed at once, nothing can be waited for";
    private static final String OUTSIDE = "is not there: code sees the event and nothing outside of it";
    private static final Map<String, String> ABSENT = Map.ofEntries(
            Map.entry("Promise", WAITS),
            Map.entry("setTimeout", WAITS),
            Map.entry("setInterval", WAITS),
            Map.entry("queueMicrotask", WAITS),
            Map.entry("setImmediate", WAITS),
            Map.entry("fetch", OUTSIDE),
            Map.entry("fetchV2", OUTSIDE),
            Map.entry("XMLHttpRequest", OUTSIDE),
            Map.entry("require", OUTSIDE),
            Map.entry("process", OUTSIDE),
            Map.entry("window", OUTSIDE),
            Map.entry("document", OUTSIDE),
            Map.entry("globalThis", OUTSIDE),
            Map.entry("Java", OUTSIDE),
            Map.entry("Packages", OUTSIDE));

    private Faults() {}

    static Refusal of(JSError error, Form form) {
        return at(form, error.getLineno(), error.getCharno(), sentence(error.getDescription()));
    }

    /** @param character from 0, in the text that the compiler has seen */
    static Refusal at(Form form, int line, int character, String reason) {
        int column = character + 1 - (line == 1 ? form.head().length() : 0);
        return new Refusal(line, Math.max(column, 1), reason);
    }

    private static String sentence(String description) {
        Matcher undeclared = UNDECLARED.matcher(description);
        if (undeclared.find()) {
            String name = undeclared.group(1);
            return "'" + name + "' " + ABSENT.getOrDefault(name, "is neither declared nor built in");
        }
        return description
                .replaceFirst("^Parse error\\. ", "")
                .replaceAll("\\s*\\n\\s*", " ")
                .strip();
    }
}
