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
            @Doc(value = "Its event_key", min = 1, max = 200, example = "m-1")
            String messageId,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    /**
     * @param way station by station; null if nothing is known
     * @param unknown what cannot be told any more, in sentences
     */
    public record Explained(boolean found, @Nullable JsonObject way, List<String> unknown) {
        static Explained of(Way way) {
            Account account = new Account(way);
            return new Explained(way.isKnown(), way.isKnown() ? account.told() : null, account.unknown());
        }
    }

    @Tool(
            name = "explain_event",
            title = "Explain an event",
            description =
                    "Tells one event's whole way: arrival, duplicates, clock, plan, transformations with what they changed,"
                            + " identity, each destination with its attempts.",
            route = "GET /events/{message_id}/explain",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Explained explain(Caller caller, Explain args) {
        return namespaces
                .forReading(caller, args.namespace())
                .map(namespace -> Explained.of(ways.of(namespace.id(), args.messageId())))
                .orElseGet(() -> new Explained(false, null, List.of("The namespace has no events")));
    }
}
