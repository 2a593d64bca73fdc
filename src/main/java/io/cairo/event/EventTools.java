package io.cairo.event;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.Problem;
import io.cairo.tool.Cursor;
import io.cairo.tool.Cursors;
import io.cairo.tool.Doc;
import io.cairo.tool.Page;
import io.cairo.tool.Rows;
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

    @Inject
    Cursors cursors;

    @Override
    public String title() {
        return "Events";
    }

    /** The arguments of query_events. */
    public record Query(
            @Doc("Event name, or Page Viewed, Screen Viewed, Group Joined, Alias Created, User Identified") @Nullable
            String eventType,

            @Doc("The same as event_type") @Nullable String event,
            @Doc("User email") @Nullable String userEmail,
            @Doc("User ID") @Nullable String userId,

            @Doc("Where events came in: sdk or mcp") @Nullable
            String platform,

            @Doc("Happened then or later") @Nullable Instant from,
            @Doc("Happened earlier") @Nullable Instant to,
            @Doc("Happened later") @Nullable Instant since,

            @Doc(value = "How many; default 20", min = 1, max = 100, example = "5") @Nullable
            Integer limit,

            @Doc("next_cursor of the page before") @Nullable String cursor,

            @Doc("Namespace (default: the key's, else \"default\")") @Nullable
            String namespace) {

        @Nullable
        String name() {
            if (eventType != null && event != null && !event.equals(eventType)) {
                throw Problem.invalid(
                                "event", "means the same as event_type and must not differ; leave one of them out")
                        .next("leave event out");
            }
            return eventType == null ? event : eventType;
        }
    }

    /** One event of the answer. */
    public record Entry(
            String eventKey,
            String eventType,
            String platform,
            @Nullable String userId,
            JsonObject metadata,
            Instant createdAt,
            @Nullable List<String> shortened) {
        static Entry of(Events.Found found) {
            return new Entry(
                    found.messageId(),
                    found.title(),
                    found.platform(),
                    found.person(),
                    found.details(),
                    found.occurredAt(),
                    null);
        }
    }

    /** The answer to query_events. There is no total: counting them would read them all. */
    public record Answer(
            int count,

            @Rows(by = "created_at") List<Entry> events,
            boolean truncated,
            @Nullable String nextCursor,
            @Nullable String hint) {
        static Answer of(Page<Entry> page) {
            return new Answer(page.count(), page.rows(), page.truncated(), page.nextCursor(), page.hint());
        }
    }

    @Tool(
            name = "query_events",
            title = "Query events",
            description =
                    "Lists stored events, last received first, by event, person, platform or time. If truncated, call"
                            + " again with cursor set to next_cursor; what is stored meanwhile is not listed.",
            route = "GET /events",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Answer query(Caller caller, Query args) {
        if (args.from() != null && args.to() != null && !args.from().isBefore(args.to())) {
            throw Problem.invalid(
                            "from",
                            "must be earlier than to; %s came, and %s as to; exchange them"
                                    .formatted(args.from(), args.to()))
                    .received(args.from().toString())
                    .next("exchange from and to");
        }
        return Answer.of(namespaces
                .forReading(caller, args.namespace())
                .map(namespace -> page(caller, namespace, args))
                .orElseGet(Page::none)
                .map(Entry::of));
    }

    private Page<Events.Found> page(Caller caller, Namespace namespace, Query args) {
        Cursor cursor = cursors.of(caller, "query_events", namespace.name(), args);
        int limit = args.limit() == null ? USUAL : args.limit();
        EventQuery query = new EventQuery(
                namespace.id(),
                args.name(),
                args.userEmail(),
                args.userId(),
                args.platform(),
                args.since(),
                args.from(),
                args.to(),
                place(cursor),
                null,
                limit + 1);
        return Page.of(events.find(query), limit, cursor, EventTools::place);
    }

    private static @Nullable EventId place(Cursor cursor) {
        List<String> place = cursor.place();
        return place.isEmpty() ? null : new EventId(Long.parseLong(place.get(0)), Integer.parseInt(place.get(1)));
    }

    private static List<?> place(Events.Found found) {
        return List.of(found.id().tx(), found.id().ord());
    }
}
