package io.cairo.destination.connector;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The class tests destination types against a server. The documentation tells of it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Against {

    /** The destination types. */
    String[] types();

    /** The server and its version, for people. */
    String server();

    /** Whether it is the server itself; otherwise the tests stand in for it. */
    boolean real() default true;
}
