package io.cairo.identity;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.base.HandClock;
import io.cairo.base.OneConnection;
import io.cairo.message.Message;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The identity graph of one node at noon, with a namespace in which nobody is known yet. */
final class OneNode {
    static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    /** A namespace that nobody writes to. */
    static final int ELSEWHERE = 1_000;

    private static final AtomicInteger NAMESPACES = new AtomicInteger();
    private static final OneConnection CONNECTION = new OneConnection(FreshDatabase.source());

    final int here = NAMESPACES.incrementAndGet();
    final Database database = CONNECTION.database();
    final HandClock clock = new HandClock(NOON);
    final Resolver resolver = Resolving.resolver(clock);
    final Graph graph = Resolving.graph(database);
    final Unmerging unmerging = Resolving.unmerging(database, Resolving.protection(PersonLimits.DEFAULT), clock);

    private int messages;

    /** Somebody is seen with these names, so many seconds after noon. */
    void named(int second, String... keys) throws SQLException {
        take(Resolving.identify(here, "m" + messages++, NOON.plusSeconds(second), keys));
    }

    void take(Message message) throws SQLException {
        take(resolver, message);
    }

    /** Another node takes it. */
    void take(Resolver node, Message message) throws SQLException {
        database.transaction(in -> node.project(in, List.of(message))).run();
    }

    void take(List<Message> group) throws SQLException {
        database.transaction(in -> resolver.project(in, group)).run();
    }

    /** By which names somebody was seen here. */
    Set<String> keys() {
        return Set.copyOf(database.query(
                "SELECT key FROM identifier WHERE namespace_id = ? AND first_seen IS NOT NULL",
                row -> row.getString(1),
                here));
    }

    /** How many statements there were since the last time that this was asked. */
    int statements() {
        return CONNECTION.statements();
    }
}
