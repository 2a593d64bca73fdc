package io.cairo.base;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Calls every {@link Sweep} from start to stop. */
@Singleton
@Startup
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class Sweeper {
    private static final Logger LOG = System.getLogger(Sweeper.class.getName());

    private final List<ScheduledFuture<?>> sweeping = new ArrayList<>();

    @Inject
    Instance<Sweep> sweeps;

    @Resource
    ManagedScheduledExecutorService executor;

    @PostConstruct
    void start() {
        for (Sweep sweep : sweeps) {
            long seconds = sweep.period().toSeconds();
            sweeping.add(executor.scheduleWithFixedDelay(() -> call(sweep), seconds, seconds, TimeUnit.SECONDS));
        }
    }

    @PreDestroy
    void stop() {
        sweeping.forEach(future -> future.cancel(false));
    }

    /** Must not throw: the executor would never call it again. */
    private static void call(Sweep sweep) {
        try {
            sweep.removeExpired();
        } catch (RuntimeException e) {
            boolean passes = Failures.problem(e).isPresent(); // the database is away, which others say already
            LOG.log(passes ? Level.DEBUG : Level.ERROR, "What has expired stays until the next sweep", e);
        }
    }
}
