package io.cairo.identity;

import io.cairo.base.Database;
import io.cairo.message.PersonalData;
import io.cairo.message.Projection;
import java.time.Clock;

/** The identity graph without a container: one node's. */
public record Graphs(Graph graph, Protection protection, Projection resolver, PersonalData data) {

    public static Graphs over(Database database, Clock clock) {
        Protection protection = new Protection();
        protection.userIds = 20;
        protection.anonymousIds = 500;
        protection.emails = 20;
        protection.others = 100;
        protection.all = 1000;
        protection.start();
        Graph graph = new Graph();
        graph.database = database;
        graph.protection = protection;
        Resolver resolver = new Resolver();
        resolver.protection = protection;
        resolver.clock = clock;
        Erasing data = new Erasing();
        data.resolver = resolver;
        return new Graphs(graph, protection, resolver, data);
    }
}
