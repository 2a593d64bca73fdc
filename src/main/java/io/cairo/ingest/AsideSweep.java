package io.cairo.ingest;

import io.cairo.base.Database;
import io.cairo.base.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Removes originals that were set aside long enough ago. */
@ApplicationScoped
public class AsideSweep implements Sweep {
    @Inject
    Database database;

    @Inject
    Clock clock;

    /** How many days the original of a message is kept that was changed or dropped on the way in. */
    @Inject
    @ConfigProperty(name = "CAIRO_ASIDE_DAYS", defaultValue = "7")
    int days;

    @Override
    public Duration period() {
        return Duration.ofMinutes(10);
    }

    @Override
    public int removeExpired() {
        return database.inTransaction(connection -> Database.update(
                connection,
                "DELETE FROM set_aside WHERE received_at < ?",
                clock.instant().minus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC)));
    }
}
