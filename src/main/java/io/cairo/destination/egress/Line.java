package io.cairo.destination.egress;

import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import java.io.IOException;

/** An open connection to a receiver that does not speak HTTP; for one thread at a time. */
public interface Line extends AutoCloseable {

    /** @throws IOException if there is no answer; the line is closed then and not used again */
    HttpAnswer send(HttpCall call) throws IOException;

    /** Whether it can be used again after it has been left alone for a while. */
    boolean isOpen();

    /** Never waits, and may be called while {@link #send} is running, which then fails. */
    @Override
    void close();
}
