package io.cairo.key;

import io.cairo.base.Database;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** When each key was last used: remembered here, written twice a minute, so that using a key costs no statement. */
@ApplicationScoped
public class LastUse {
    private static final Logger LOG = System.getLogger(LastUse.class.getName());
    private static final int PERIOD_SECONDS = 30;

    private final Map<UUID, Instant> used = new ConcurrentHashMap<>();
    private @Nullable ScheduledFuture<?> writing;

    @Inject
    Database database;

    @Inject
    Clock clock;

    @Resource
    ManagedScheduledExecutorService executor;

    @PostConstruct
    void start() {
        writing = executor.scheduleWithFixedDelay(this::write, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (writing != null) {
            writing.cancel(false);
        }
    }

    void note(UUID key) {
        used.put(key, clock.instant());
    }

    /** Must not throw: the executor would never call it again. */
    private void write() {
        Map<UUID, Instant> batch = Map.copyOf(used);
        batch.forEach(used::remove);
        if (batch.isEmpty()) {
            return;
        }
        try {
            database.inTransaction(connection -> {
                try (PreparedStatement statement = connection.prepareStatement("""
                        UPDATE api_key SET last_used_at = greatest(last_used_at, ?) WHERE id = ?""")) {
                    for (Map.Entry<UUID, Instant> each : batch.entrySet()) {
                        statement.setObject(1, each.getValue().atOffset(ZoneOffset.UTC));
                        statement.setObject(2, each.getKey());
                        statement.addBatch();
                    }
                    return statement.executeBatch();
                }
            });
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "The last use of {0} keys is lost: {1}", batch.size(), e.getMessage());
        }
    }
}
