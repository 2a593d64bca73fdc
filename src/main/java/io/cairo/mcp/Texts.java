package io.cairo.mcp;

/** Words from outside, as they may stand in an answer. */
final class Texts {
    private static final int LONGEST = 60;

    private Texts() {}

    /** Short and on one line. */
    static String shown(String name) {
        String cut = name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "...";
        StringBuilder shown = new StringBuilder(cut.length());
        cut.chars().forEach(c -> shown.append(Character.isISOControl(c) ? ' ' : (char) c));
        return shown.toString();
    }
}
