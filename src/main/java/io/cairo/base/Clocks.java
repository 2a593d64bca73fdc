package io.cairo.base;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** Gives everybody the same clock, so that a test can give them another. */
@ApplicationScoped
public class Clocks {
    @Produces
    Clock utc() {
        return Clock.systemUTC();
    }
}
