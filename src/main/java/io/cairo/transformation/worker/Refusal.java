package io.cairo.transformation.worker;

/** Code that is not run, and why: a sentence for its author. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final transient int line;
    private final transient int column;

    /**
     * @param line in the author's code, from 1; 0 if it is about no line
     * @param column from 1
     */
    Refusal(int line, int column, String reason) {
        super(line <= 0 ? reason : "line " + line + ", column " + column + ": " + reason);
        this.line = line;
        this.column = column;
    }

    /** Whether this stands further down in the code than the other. */
    boolean isAfter(Refusal other) {
        return line != other.line ? line > other.line : column > other.column;
    }
}
