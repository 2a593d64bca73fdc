package io.cairo.tool;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says what an argument or a result field is, in one line. An argument without it fails at start. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Doc {
    String value();

    /** The values allowed for a text; empty for any. */
    String[] allowed() default {};

    /** For a number, the least and the greatest allowed; for a text or a list, its shortest and longest length. */
    long min() default Long.MIN_VALUE;

    long max() default Long.MAX_VALUE;

    /**
     * What documented calls say here, written as in a query: {@code webhook}, {@code 5}, {@code {"plan":"pro"}}. Needed where a
     * value made from the type would be refused; an optional argument is part of documented calls if it has one.
     */
    String example() default "";
}
