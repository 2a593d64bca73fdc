package io.cairo.ingest;

import io.cairo.base.Database;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Removes originals that were set aside long enough ago. */
@Singleton
@Startup
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class AsideSweep {
    private static final Logger LOG = System.getLogger(AsideSweep.class.getName());
    private static final int PERIOD_MINUTES = 10;

    private @Nullable ScheduledFuture<?> sweeping;

    @Inject
    Database database;

    @Inject
    Clock clock;

    @Resource
    ManagedScheduledExecutorService executor;

    /** How many days the original of a message is kept that was changed or dropped on the way in. */
    @Inject
    @ConfigProperty(name = "CAIRO_ASIDE_DAYS", defaultValue = "7")
    int days;

    @PostConstruct
    void start() {
        sweeping = executor.scheduleWithFixedDelay(this::sweep, 1, PERIOD_MINUTES, TimeUnit.MINUTES);
    }

    @PreDestroy
    void stop() {
        if (sweeping != null) {
            sweeping.cancel(false);
        }
    }

    /** Must not throw: the executor would never call it again. */
    private void sweep() {
        try {
            removeExpired();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "Old originals stay for a while: {0}", e.getMessage());
        }
    }

    int removeExpired() {
        return database.inTransaction(connection -> Database.update(
                connection,
                "DELETE FROM set_aside WHERE received_at < ?",
                clock.instant().minus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC)));
    }
}
