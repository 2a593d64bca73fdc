package io.cairo.destination.rule;

/** A mapping cannot be done to an event. The message says which change and why, and none of the event's values. */
public final class Unmappable extends Exception {
    private static final long serialVersionUID = 1L;

    public Unmappable(String sentence) {
        super(sentence, null, false, false);
    }

    /** What to tell people. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
