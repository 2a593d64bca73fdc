package io.cairo.access;

import java.time.Duration;
import java.util.Optional;

/** Bounds how often a caller may call, over all nodes together. */
public interface Limiter {

    /** Where a caller comes in; each door counts for itself. */
    enum Door {
        /** Messages over REST; a request is one call, however many messages it has. */
        INGEST,
        /** Tools, over MCP or REST. */
        TOOLS,
        /** The governed endpoint. */
        GOVERNED
    }

    /**
     * What is left of a caller's allowance.
     *
     * @param limit how many calls a full allowance has
     * @param remaining how many may still be made at once
     * @param reset how long until the allowance is full again
     */
    record Quota(long limit, long remaining, Duration reset) {}

    /**
     * Counts one call.
     *
     * @return what is left; empty where nothing is limited
     * @throws io.cairo.base.Problem RATE_LIMITED with the time to wait; also if the count cannot be kept now
     */
    Optional<Quota> take(Caller caller, Door door);

    /** How many calls a full allowance has at this door; 0 where nothing is limited. */
    long limit(Door door);
}
