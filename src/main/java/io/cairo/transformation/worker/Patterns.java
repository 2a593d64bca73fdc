package io.cairo.transformation.worker;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.Matcher;

/**
 * Which regular expressions may run: those that a linear matcher could run too, so without backreferences and looking
 * around, and with repeats of at most 1,000, nested ones multiplied.
 */
final class Patterns {
    private static final int MOST_LENGTH = 2_000;
    private static final java.util.regex.Pattern LOOKING = java.util.regex.Pattern.compile("\\(\\?(<?[=!])");
    private static final java.util.regex.Pattern NAMED = java.util.regex.Pattern.compile("\\(\\?P?<|\\\\k<");
    /** What JavaScript writes differently. An escaped backslash is a match of its own, so that what follows it stands alone. */
    private static final java.util.regex.Pattern DIFFERENT =
            java.util.regex.Pattern.compile("\\\\u([0-9a-fA-F]{4})|\\\\c[A-Za-z]|\\[\\^\\]|\\[\\]|\\\\[\\s\\S]");

    private Patterns() {}

    /** Says what is wrong with a pattern, as the end of a sentence; empty if nothing is. */
    static String fault(String source, String flags) {
        if (!flags.chars().allMatch(flag -> "gim".indexOf(flag) >= 0)) {
            return "of the flags only g, i and m are there";
        }
        if (source.length() > MOST_LENGTH) {
            return "it is longer than " + MOST_LENGTH + " characters";
        }
        String bare = source.replaceAll("\\\\[\\s\\S]", "__").replaceAll("\\[[^\\]]*\\]", "_");
        if (LOOKING.matcher(bare).find()) {
            return "lookahead and lookbehind are not there, for they can take time without end";
        }
        if (NAMED.matcher(bare).find()) {
            return "named groups are not there; count the group";
        }
        if (source.replace("\\\\", "")
                .replaceAll("\\[(\\\\.|[^\\]\\\\])*\\]", "")
                .matches("[\\s\\S]*\\\\[1-9][\\s\\S]*")) {
            return "backreferences are not there, for they can take time without end";
        }
        return parsed(source);
    }

    private static String parsed(String source) {
        try {
            Pattern.compile(
                    DIFFERENT.matcher(source).replaceAll(found -> Matcher.quoteReplacement(translated(found.group()))));
            return "";
        } catch (PatternSyntaxException e) {
            return "it cannot be read: " + e.getDescription() + " " + e.getPattern();
        }
    }

    private static String translated(String part) {
        if (part.startsWith("\\u") && part.length() == 6) {
            int unit = Integer.parseInt(part.substring(2), 16);
            return Character.isSurrogate((char) unit) ? "." : String.format("\\x{%04x}", unit);
        }
        return switch (part) {
            case "[^]" -> "[\\x00-\\x{10ffff}]";
            case "[]" -> "[^\\x00-\\x{10ffff}]";
            case "\\b" -> "\\b";
            case "\\/" -> "/";
            case "\\0" -> "\\x00";
            default ->
                part.startsWith("\\c") && part.length() == 3 ? String.format("\\x%02x", part.charAt(2) % 32) : part;
        };
    }
}
