package io.cairo.destination.egress;

import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import java.io.IOException;

/** Sends one request and waits for its answer. */
@FunctionalInterface
public interface Sender {

    /** @throws IOException if there is no answer: refused by the guard, no connection, too slow, too large, cut off */
    HttpAnswer send(HttpCall call) throws IOException;
}
