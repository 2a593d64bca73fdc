package io.cairo.tool;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the list of a result that holds its rows: what is paged, and cut where a result would be too large for an agent
 * ({@link Bound}). Beside it a result has {@code count}, {@code truncated}, {@code next_cursor} and {@code hint}; the
 * arguments have {@code limit} and {@code cursor}. A row may have {@code shortened}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Rows {

    /** The field of a row by which the newest come first, as JSON names it; empty if they come in another order. */
    String by() default "";
}
