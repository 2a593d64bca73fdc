package io.cairo.destination.egress;

import io.cairo.destination.HttpCall;
import java.io.IOException;
import java.util.Set;

/**
 * How receivers that do not speak HTTP are reached. It connects only to what the guard has vetted, within the call's time, and
 * never answers with what an event holds. CDI finds it, nothing else registers it.
 */
public interface Protocol {

    /** How its addresses begin: {@code redis}, {@code rediss}. */
    Set<String> schemes();

    /**
     * A line for this call and others with the same address and headers.
     *
     * @throws SignInRefused if the receiver does not let us in
     * @throws IOException if it cannot be had
     */
    Line open(HttpCall call) throws IOException;
}
