package io.cairo.event;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Role;
import io.cairo.access.Spaces;
import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.base.Signer;
import io.cairo.message.Message;
import io.cairo.message.Who;
import io.cairo.tool.Cursors;
import io.cairo.tool.ToolRegistry;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The questions about events, asked without a container. */
final class Asking {
    static final Caller CALLER = new Caller(null, Kind.RK, Role.VIEWER, "default", null);

    private Asking() {}

    static EventTools tools(Database database) {
        EventTools tools = new EventTools();
        tools.namespaces = Spaces.over(database);
        tools.events = events(database);
        tools.cursors = Cursors.over(new Signer(new byte[] {4, 2}));
        return tools;
    }

    private static Events events(Database database) {
        Events events = new Events();
        events.database = database;
        return events;
    }

    static RecentEvents recent(Database database) {
        RecentEvents recent = new RecentEvents();
        recent.namespaces = Spaces.over(database);
        recent.events = events(database);
        recent.database = database;
        return recent;
    }

    static EventSchema schema(Database database, Clock clock) {
        EventSchema schema = new EventSchema();
        schema.namespaces = Spaces.over(database);
        schema.seen = new SeenEvents();
        schema.seen.database = database;
        schema.clock = clock;
        return schema;
    }

    /** What query_events answers, as it is sent. */
    static JsonObject query(Database database, String arguments) {
        return ToolRegistry.of(tools(database)).call("query_events", CALLER, json(arguments));
    }

    static JsonObject json(String text) {
        return JsonTree.readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Stores messages as the product does. */
    static void store(Database database, EventWriter writer, Message... messages) {
        var unused = database.inTransaction(connection -> writer.append(connection, List.of(messages), false));
    }

    /** A message of any kind. */
    static Message message(Message.Type type, @Nullable String name, String messageId, Instant at, String payload) {
        return new Message(
                1, type, name, messageId, Who.user("jane"), at, at, "sdk", payload.getBytes(StandardCharsets.UTF_8));
    }
}
