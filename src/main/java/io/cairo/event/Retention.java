package io.cairo.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How long things are remembered. */
@ApplicationScoped
public class Retention {
    @Inject
    @ConfigProperty(name = "CAIRO_DEDUPLICATION_DAYS", defaultValue = "7")
    int deduplicationDays;

    @Inject
    @ConfigProperty(name = "CAIRO_RETENTION_DAYS", defaultValue = "365")
    int retentionDays;

    /** Within this time a message with the same id is the same message; 7 to 30 days. */
    public Duration deduplication() {
        return Duration.ofDays(Math.min(30, Math.max(7, deduplicationDays)));
    }

    /** Events are kept at least this long, and never shorter than they are needed for {@link #deduplication}. */
    public Duration events() {
        return Duration.ofDays(Math.max(retentionDays, deduplication().toDays()));
    }
}
