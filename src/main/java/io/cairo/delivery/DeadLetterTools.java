package io.cairo.delivery;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.Problem;
import io.cairo.delivery.DeadLetters.Group;
import io.cairo.delivery.DeadLetters.Which;
import io.cairo.destination.Destinations;
import io.cairo.tool.Cursors;
import io.cairo.tool.Doc;
import io.cairo.tool.Page;
import io.cairo.tool.Rows;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.Toolbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What could not be delivered: why, and again. */
@ApplicationScoped
public class DeadLetterTools implements Toolbox {
    private static final int USUAL_GROUPS = 20;
    private static final int USUAL_RETRIED = 1_000;

    @Inject
    DeadLetters letters;

    @Inject
    Destinations destinations;

    @Inject
    Delivery delivery;

    @Inject
    Namespaces namespaces;

    @Inject
    Cursors cursors;

    @Override
    public String title() {
        return "Delivery";
    }

    public record ListLetters(
            @Doc("Only of this one") @Nullable UUID destinationId,

            @Doc(
                    value = "Only of this cause",
                    allowed = {"rejected", "exhausted", "expired", "mapping", "transformation"})
            @Nullable
            String cause,

            @Doc(value = "How many groups; default 20", min = 1, max = 50) @Nullable
            Integer limit,

            @Doc("next_cursor of the page before") @Nullable String cursor,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record Listed(
            int count,
            @Doc("Dead letters in all") long total,
            @Rows List<Group> groups,
            boolean truncated,
            @Nullable String nextCursor,
            @Nullable String hint) {
        static Listed of(long total, Page<Group> page) {
            return new Listed(page.count(), total, page.rows(), page.truncated(), page.nextCursor(), page.hint());
        }
    }

    public record Retry(
            @Doc("From list_destinations") UUID destinationId,

            @Doc(
                    value = "Only of this cause",
                    allowed = {"rejected", "exhausted", "expired", "mapping", "transformation"})
            @Nullable
            String cause,

            @Doc("Only of this group, as list_dead_letters shows it") @Nullable
            String detail,

            @Doc(value = "Only these", max = 1_000) @Nullable
            List<String> messageIds,

            @Doc(value = "The most, oldest first; default 1000", min = 1, max = 10_000) @Nullable
            Integer limit,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record Retried(
            long retried,
            @Doc("That would match, too") long remaining,
            @Doc("That the log has no more") long forgotten) {}

    @Tool(
            name = "list_dead_letters",
            title = "List dead letters",
            description =
                    "Counts the events that destinations refused or that were given up, by cause and reason, with the"
                            + " newest of each.",
            route = "GET /destinations/dead-letters",
            otherRoutes = "GET /destinations/dead-letter",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Listed list(Caller caller, ListLetters args) {
        Optional<Namespace> namespace = namespaces.forReading(caller, args.namespace());
        if (namespace.isEmpty()) {
            return Listed.of(0, Page.none());
        }
        Which which = new Which(args.destinationId(), args.cause());
        Page<Group> page = cursors.of(
                        caller, "list_dead_letters", namespace.get().name(), args)
                .page(
                        args.limit(),
                        USUAL_GROUPS,
                        (place, most) -> letters.groups(namespace.get().id(), which, place, most),
                        DeadLetters::place);
        return Listed.of(letters.count(namespace.get().id(), which), page);
    }

    @Tool(
            name = "retry_dead_letters",
            title = "Retry dead letters",
            description =
                    "Sends a destination's dead letters again, as if for the first time. Mend the cause before: a setting, the"
                            + " mapping, a transformation.",
            route = "POST /destinations/{destination_id}/dead-letters/retry",
            right = Right.CONFIGURE,
            hints = Tool.Hint.OPEN_WORLD)
    public Retried retry(Caller caller, Retry args) {
        Namespace namespace = namespace(caller, args);
        DeadLetters.Revived revived = letters.revive(
                namespace.id(),
                args.destinationId(),
                args.cause(),
                args.detail(),
                args.messageIds(),
                Objects.requireNonNullElse(args.limit(), USUAL_RETRIED));
        delivery.wake();
        return new Retried(revived.retried(), revived.remaining(), revived.forgotten());
    }

    /** What is dead changes by itself, but the destination must be there. */
    @Override
    public JsonObject standing(Caller caller, ToolEntry entry, Record arguments) {
        if (arguments instanceof Retry retry) {
            namespace(caller, retry);
        }
        return JsonValue.EMPTY_JSON_OBJECT;
    }

    private Namespace namespace(Caller caller, Retry args) {
        return namespaces
                .forReading(caller, args.namespace())
                .filter(in ->
                        destinations.endpoint(in.id(), args.destinationId()).isPresent())
                .orElseThrow(() -> Problem.notFound("destination", args.destinationId()));
    }
}
