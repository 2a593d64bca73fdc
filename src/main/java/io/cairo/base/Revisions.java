package io.cairo.base;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells every node when what it keeps close is out of date. Who changes something bumps its topic in the same
 * transaction; this node's watchers hear of it as soon as that commits, those of other nodes within a second or so: each
 * node looks at the table {@code revision} once a second.
 */
@ApplicationScoped
public class Revisions {
    private static final Logger LOG = System.getLogger(Revisions.class.getName());

    private static final String BUMP = """
            INSERT INTO revision (topic, number) VALUES (?, 1)
            ON CONFLICT (topic) DO UPDATE SET number = revision.number + 1""";

    private record Row(String topic, long number) {}

    private final Map<String, List<Runnable>> watchers = new ConcurrentHashMap<>();
    private final Map<String, Long> seen = new ConcurrentHashMap<>();
    private volatile boolean failing;
    private @Nullable ScheduledFuture<?> looking;

    @Inject
    Database database;

    @PersistenceContext(unitName = "cairo")
    EntityManager entities;

    @Resource
    ManagedScheduledExecutorService executor;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transactions;

    /** Runs {@code changed}, which must be quick, after each change of the topic, here or on another node. */
    public void watch(String topic, Runnable changed) {
        watchers.computeIfAbsent(topic, any -> new CopyOnWriteArrayList<>()).add(changed);
        startLooking();
    }

    /**
     * Says that the topic has changed. Must be called in a container's transaction, before what was changed is read
     * again; until that ends, other transactions that bump the topic wait.
     */
    public void bump(String topic) {
        entities.createNativeQuery(BUMP.replace("?", "?1"))
                .setParameter(1, topic)
                .executeUpdate();
        transactions.registerInterposedSynchronization(new AfterCommit(() -> run(topic)));
    }

    /**
     * The same in a transaction of the caller's own.
     *
     * @return to be run as soon as that is committed, so that this node hears of it at once
     */
    public Runnable bump(Connection connection, String topic) throws SQLException {
        Database.update(connection, BUMP, topic);
        return () -> run(topic);
    }

    private synchronized void startLooking() {
        if (looking == null) {
            looking = executor.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
        }
    }

    /** Must not throw: the executor would never call it again. */
    private void look() {
        try {
            database.query("SELECT topic, number FROM revision", row -> new Row(row.getString(1), row.getLong(2)))
                    .forEach(this::compare);
            failing = false;
        } catch (RuntimeException e) {
            LOG.log(failing ? Level.DEBUG : Level.WARNING, "Revisions cannot be read now: {0}", e.getMessage());
            failing = true;
        }
    }

    private void compare(Row read) {
        Long before = seen.put(read.topic(), read.number());
        if (before == null || before != read.number()) {
            run(read.topic());
        }
    }

    private void run(String topic) {
        watchers.getOrDefault(topic, List.of()).forEach(Runnable::run);
    }

    @PreDestroy
    synchronized void stop() {
        if (looking != null) {
            looking.cancel(false);
        }
    }

    private record AfterCommit(Runnable work) implements Synchronization {
        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                work.run();
            }
        }
    }
}
