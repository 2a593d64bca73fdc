package io.cairo.delivery;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.Database;
import io.cairo.base.Problem;
import io.cairo.destination.Destinations;
import io.cairo.destination.Endpoint;
import io.cairo.event.Log;
import io.cairo.tool.Doc;
import io.cairo.tool.Tool;
import io.cairo.tool.Toolbox;
import io.cairo.transformation.DestinationTransformations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows what a destination would get. */
@ApplicationScoped
public class PreviewTools implements Toolbox {
    private static final int USUAL = 3;
    private static final int MOST_REQUESTS = 20;
    private static final String RECENT =
            "SELECT tx, ord, received_at, type, name, message_id, subject, payload FROM event"
                    + " WHERE namespace_id = ? ORDER BY tx DESC, ord DESC LIMIT ?";

    @Inject
    Destinations destinations;

    @Inject
    DestinationTransformations transformations;

    @Inject
    Namespaces namespaces;

    @Inject
    Database database;

    @Inject
    Clock clock;

    @Override
    public String title() {
        return "Delivery";
    }

    public record Preview(
            @Doc("From list_destinations") UUID id,

            @Doc(
                    value = "An event; default: the last ones",
                    example = "{\"type\":\"track\",\"event\":\"Signed Up\",\"userId\":\"u1\"}")
            @Nullable
            JsonObject event,

            @Doc(value = "How many of the last; default 3", min = 1, max = 10) @Nullable
            Integer limit,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record Previewed(
            List<Prospect> events,
            List<Sketch> requests,

            @Doc("What may follow upon their answers") @Nullable
            String following,

            @Doc("How many more there would be") @Nullable Integer requestsOmitted) {}

    @Tool(
            name = "preview_delivery",
            title = "Preview a delivery",
            description =
                    "Shows the requests that a destination would get for an event or the last events, and why it would not get"
                            + " others: filters, consent, transformations, mapping. Sends nothing.",
            route = "POST /destinations/{id}/preview",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Previewed preview(Caller caller, Preview args) {
        Namespace namespace = namespaces
                .forReading(caller, args.namespace())
                .orElseThrow(() -> Problem.notFound("destination", args.id()));
        Endpoint<?> endpoint = destinations
                .endpoint(namespace.id(), args.id())
                .orElseThrow(() -> Problem.notFound("destination", args.id()));
        Outlook outlook = Outlook.of(
                endpoint,
                transformations.withoutCounting(args.id()),
                namespace.id(),
                events(namespace, args),
                clock.instant());
        return previewed(endpoint, outlook);
    }

    private List<Pending> events(Namespace namespace, Preview args) {
        if (args.event() != null) {
            return List.of(TestEvents.sample(args.event(), clock.instant()));
        }
        List<Pending> recent = new ArrayList<>(database.query(
                RECENT,
                row -> Pending.fresh(Log.event(row)),
                namespace.id(),
                Objects.requireNonNullElse(args.limit(), USUAL)));
        Collections.reverse(recent);
        return recent;
    }

    private Previewed previewed(Endpoint<?> endpoint, Outlook outlook) {
        Veil veil = new Veil(endpoint.secrets());
        int shipments = outlook.shipments().size();
        return new Previewed(
                outlook.prospects(),
                outlook.shipments().stream()
                        .limit(MOST_REQUESTS)
                        .map(shipment -> Sketch.of(shipment, veil, clock.instant()))
                        .toList(),
                shipments == 0 ? null : endpoint.following().orElse(null),
                shipments > MOST_REQUESTS ? shipments - MOST_REQUESTS : null);
    }
}
