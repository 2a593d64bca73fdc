package io.cairo.event;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.tool.Doc;
import io.cairo.tool.Tool;
import io.cairo.tool.Toolbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions about stored events. */
@ApplicationScoped
public class EventTools implements Toolbox {
    private static final int USUAL = 20;

    @Inject
    Namespaces namespaces;

    @Inject
    Events events;

    @Override
    public String title() {
        return "Events";
    }

    /** The arguments of query_events. */
    public record Query(
            @Doc("Event name, or Page Viewed, Screen Viewed, Group Joined, Alias Created, User Identified") @Nullable
            String eventType,

            @Doc("User email") @Nullable String userEmail,
            @Doc("User ID") @Nullable String userId,

            @Doc("Where events came in: sdk or mcp") @Nullable
            String platform,

            @Doc(value = "How many; default 20", min = 1, max = 100, example = "5") @Nullable
            Integer limit,

            @Doc("Only events that happened after this time") @Nullable
            Instant since,

            @Doc("Namespace (default: the key's, else \"default\")") @Nullable
            String namespace) {}

    /** One event of the answer. */
    public record Entry(
            String eventKey,
            String eventType,
            String platform,
            @Nullable String userId,
            JsonObject metadata,
            Instant createdAt) {
        static Entry of(Events.Found found) {
            return new Entry(
                    found.messageId(),
                    found.title(),
                    found.platform(),
                    found.person(),
                    found.details(),
                    found.occurredAt());
        }
    }

    /** The answer to query_events. */
    public record Answer(int count, List<Entry> events, boolean truncated) {}

    @Tool(
            name = "query_events",
            title = "Query events",
            description =
                    "Lists stored events, newest first, by event, person, platform or time. truncated says that there"
                            + " are more than were listed: narrow the question or raise limit.",
            route = "GET /events",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Answer query(Caller caller, Query args) {
        int limit = args.limit() == null ? USUAL : args.limit();
        List<Events.Found> found = namespaces
                .forReading(caller, args.namespace())
                .map(namespace -> events.find(query(namespace, args, limit + 1)))
                .orElse(List.of());
        List<Entry> shown = found.stream().limit(limit).map(Entry::of).toList();
        return new Answer(shown.size(), shown, found.size() > limit);
    }

    private static EventQuery query(Namespace namespace, Query args, int limit) {
        return new EventQuery(
                namespace.id(),
                args.eventType(),
                args.userEmail(),
                args.userId(),
                args.platform(),
                args.since(),
                limit);
    }
}
