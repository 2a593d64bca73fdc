package io.cairo.limit;

import io.cairo.base.Database;
import io.cairo.base.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/** Removes the buckets of those who have not called for a while: a full bucket says nothing. */
@ApplicationScoped
public class BucketSweep implements Sweep {
    @Inject
    Database database;

    @Inject
    Clock clock;

    @Override
    public Duration period() {
        return Duration.ofMinutes(1);
    }

    /** A bucket that is being used meanwhile has a new time when its row is free, and stays. */
    @Override
    public int removeExpired() {
        return database.inTransaction(connection ->
                Database.update(connection, "DELETE FROM rate_limit WHERE expires_at < ?", clock.millis()));
    }
}
