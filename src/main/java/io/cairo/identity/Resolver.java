package io.cairo.identity;

import io.cairo.base.Revisions;
import io.cairo.base.SqlFailure;
import io.cairo.message.Message;
import io.cairo.message.Projection;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Resolves whom stored messages name, in the transaction that stores them. */
@ApplicationScoped
public class Resolver implements Projection {
    /** What changes when somebody is erased. */
    static final String TOPIC = "identity";

    private static final int REMEMBERED = 60_000;
    private static final int MOST_TRIES = 3;

    private final Memory memory = new Memory(REMEMBERED);

    @Inject
    Protection protection;

    @Inject
    Clock clock;

    @Inject
    Revisions revisions;

    @PostConstruct
    void start() {
        revisions.watch(TOPIC, this::forget);
    }

    @Override
    public int order() {
        return IDENTITY;
    }

    @Override
    public Runnable project(Connection connection, List<Message> stored) throws SQLException {
        long age = memory.age();
        Map<Integer, Naming> byNamespace = new TreeMap<>();
        for (Message message : stored) {
            byNamespace
                    .computeIfAbsent(message.namespace(), namespace -> new Naming(namespace, protection, memory))
                    .add(message);
        }
        List<Resolution> resolutions = new ArrayList<>();
        for (Map.Entry<Integer, Naming> entry : byNamespace.entrySet()) {
            if (!entry.getValue().isEmpty()) {
                resolutions.add(resolved(connection, entry.getKey(), entry.getValue()));
            }
        }
        return () -> resolutions.forEach(resolution -> resolution.learn(memory, age));
    }

    /**
     * Somebody new is often named by two groups at the same time. Who comes second finds out when it inserts, and then only this
     * is done again and not the whole group, of which it is the least.
     */
    private Resolution resolved(Connection connection, int namespace, Naming naming) throws SQLException {
        for (int tries = 1; ; tries++) {
            Savepoint before = connection.setSavepoint();
            try {
                Resolution resolution =
                        new Resolution(connection, namespace, naming, protection.limits(), new PersonIds(clock));
                resolution.resolve();
                connection.releaseSavepoint(before);
                return resolution;
            } catch (SQLException e) {
                if (tries == MOST_TRIES || !SqlFailure.isDuplicate(e)) {
                    throw e;
                }
                connection.rollback(before);
            }
        }
    }

    /** Somebody was erased: nothing that is remembered can be relied on. */
    void forget() {
        memory.forget();
    }
}
