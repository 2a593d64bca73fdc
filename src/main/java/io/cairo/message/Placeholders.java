package io.cairo.message;

/** What programs write where they know nobody, such as {@code null} or {@code 0}: identifiers that identify nobody. */
@FunctionalInterface
public interface Placeholders {
    /** Whether that value, of whichever type, is no identifier of anybody. */
    boolean isBlocked(String value);
}
