package io.cairo.destination;

import java.time.Instant;

/** Signs a call with the time at which it is sent. It must give the same for the same call and moment. */
@FunctionalInterface
public interface Seal {

    /** The call with what the vendor knows the caller by. */
    HttpCall signed(HttpCall call, Instant now);
}
