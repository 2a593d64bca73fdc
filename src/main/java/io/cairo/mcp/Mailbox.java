package io.cairo.mcp;

import java.time.Duration;
import java.util.Optional;

/**
 * Lets a request that reaches one node be heard by a call that runs on another: answers to questions, cancellations, the
 * wish to hear more of the log. What nobody takes is thrown away.
 */
interface Mailbox {

    /** Leaves a text at an address; what is there already is replaced. */
    void put(String address, String text, Duration life);

    /** The text at an address, if there is one. */
    Optional<String> look(String address);
}
