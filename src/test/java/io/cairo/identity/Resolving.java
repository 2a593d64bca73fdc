package io.cairo.identity;

import io.cairo.base.Database;
import io.cairo.message.Identifier;
import io.cairo.message.Message;
import io.cairo.message.Who;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The identity graph without a container. */
public final class Resolving {
    static final PersonLimits TIGHT = new PersonLimits(2, 2, 2, 1, 5);

    private Resolving() {}

    /** What resolves, remembering what it has seen: a node of its own. */
    public static Resolver resolver(Clock clock) {
        return resolver(clock, protection(PersonLimits.DEFAULT));
    }

    static Resolver resolver(Clock clock, Protection protection) {
        Resolver resolver = new Resolver();
        resolver.protection = protection;
        resolver.clock = clock;
        return resolver;
    }

    static Protection protection(PersonLimits limits, String... blocked) {
        Protection protection = new Protection();
        protection.more = blocked.length == 0 ? Optional.empty() : Optional.of(String.join(",", blocked));
        protection.userIds = limits.userIds();
        protection.anonymousIds = limits.anonymousIds();
        protection.emails = limits.emails();
        protection.others = limits.others();
        protection.all = limits.all();
        protection.start();
        return protection;
    }

    /** What reads. */
    public static Graph graph(Database database) {
        return graph(database, protection(PersonLimits.DEFAULT));
    }

    static Graph graph(Database database, Protection protection) {
        Graph graph = new Graph();
        graph.database = database;
        graph.protection = protection;
        return graph;
    }

    static Unmerging unmerging(Database database, Protection protection, Clock clock) {
        Unmerging unmerging = new Unmerging();
        unmerging.database = database;
        unmerging.graph = graph(database, protection);
        unmerging.protection = protection;
        unmerging.clock = clock;
        return unmerging;
    }

    /** A message that names these, by their keys. */
    public static Message identify(int namespace, String messageId, Instant at, String... keys) {
        return message(namespace, Message.Type.IDENTIFY, messageId, at, who(null, keys));
    }

    static Message alias(int namespace, String messageId, Instant at, String previousId, String userId) {
        return message(namespace, Message.Type.ALIAS, messageId, at, who(previousId, "u:" + userId));
    }

    private static Who who(@Nullable String previousId, String... keys) {
        List<Identifier> identifiers =
                List.of(keys).stream().map(Identifier::ofKey).toList();
        return new Who(
                value(identifiers, Identifier.USER_ID),
                value(identifiers, Identifier.ANONYMOUS_ID),
                null,
                previousId,
                value(identifiers, Identifier.EMAIL),
                identifiers.stream()
                        .filter(identifier -> Identifier.isCustomType(identifier.type()))
                        .toList());
    }

    private static @Nullable String value(List<Identifier> identifiers, String type) {
        return identifiers.stream()
                .filter(identifier -> identifier.type().equals(type))
                .map(Identifier::value)
                .findFirst()
                .orElse(null);
    }

    private static Message message(int namespace, Message.Type type, String messageId, Instant at, Who who) {
        return new Message(namespace, type, null, messageId, who, at, at, "sdk", "{}".getBytes(StandardCharsets.UTF_8));
    }
}
