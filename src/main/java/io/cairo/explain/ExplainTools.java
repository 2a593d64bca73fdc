package io.cairo.explain;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespaces;
import io.cairo.tool.Doc;
import io.cairo.tool.Tool;
import io.cairo.tool.Toolbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what has become of an event. */
@ApplicationScoped
public class ExplainTools implements Toolbox {
    @Inject
    Ways ways;

    @Inject
    Namespaces namespaces;

    @Override
    public String title() {
        return "Events";
    }

    public record Explain(
            @Doc(value = "Of the event; event_key in query_events", min = 1, max = 200, example = "m-1")
            String messageId,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record Explained(
            boolean found,
            String messageId,
            @Nullable JsonObject received,
            @Nullable String deduplication,
            @Nullable JsonObject clock,
            @Nullable JsonObject plan,
            @Nullable JsonObject transformations,
            @Nullable JsonObject identity,
            @Nullable List<JsonObject> destinations,
            List<String> unknown) {
        static Explained of(Way way) {
            Account account = new Account(way);
            return way.isKnown()
                    ? new Explained(
                            true,
                            way.messageId(),
                            account.received(),
                            account.deduplication(),
                            account.clock(),
                            account.plan(),
                            account.transformations(),
                            account.identity(),
                            account.destinations(),
                            account.unknown())
                    : nothing(way.messageId(), account.unknown());
        }

        static Explained nothing(String messageId, List<String> unknown) {
            return new Explained(false, messageId, null, null, null, null, null, null, null, unknown);
        }
    }

    @Tool(
            name = "explain_event",
            title = "Explain an event",
            description =
                    "Tells one event's whole way: arrival, duplicates, clock, tracking plan, transformations with what they"
                            + " changed, identity, and how it stands at each destination. What is not kept is named.",
            route = "GET /events/{message_id}/explain",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Explained explain(Caller caller, Explain args) {
        return namespaces
                .forReading(caller, args.namespace())
                .map(namespace -> Explained.of(ways.of(namespace.id(), args.messageId())))
                .orElseGet(() -> Explained.nothing(args.messageId(), List.of("The namespace has no events")));
    }
}
