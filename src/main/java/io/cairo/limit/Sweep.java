package io.cairo.limit;

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
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Removes the buckets of those who have not called for a while: a full bucket says nothing. */
@Singleton
@Startup
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class Sweep {
    private static final Logger LOG = System.getLogger(Sweep.class.getName());
    private static final int PERIOD_SECONDS = 60;

    private @Nullable ScheduledFuture<?> sweeping;

    @Inject
    Database database;

    @Inject
    Clock clock;

    @Resource
    ManagedScheduledExecutorService executor;

    @PostConstruct
    void start() {
        sweeping = executor.scheduleWithFixedDelay(this::sweep, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
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
            LOG.log(Level.DEBUG, "Old buckets stay for another minute: {0}", e.getMessage());
        }
    }

    /** A bucket that is being used meanwhile has a new time when its row is free, and stays. */
    int removeExpired() {
        return database.inTransaction(connection ->
                Database.update(connection, "DELETE FROM rate_limit WHERE expires_at < ?", clock.millis()));
    }
}
