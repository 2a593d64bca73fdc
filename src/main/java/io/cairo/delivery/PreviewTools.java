package io.cairo.delivery;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.Database;
import io.cairo.base.Problem;
import io.cairo.destination.Destinations;
import io.cairo.destination.Endpoint;
import io.cairo.destination.Parcel;
import io.cairo.destination.Shipment;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    /**
     * What would become of one event.
     *
     * @param reason the rule or code that is against it; null if it would be sent
     */
    public record Prospect(
            String messageId, Fate result, @Nullable String reason) {
        /** All that can become of an event before it is sent. */
        public enum Fate {
            SENT,
            FILTERED,
            /** It would become a dead letter. */
            DEAD
        }
    }

    public record Previewed(
            List<Prospect> events,
            List<Sketch> requests,

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
        Preparation preparation = new Preparation(endpoint, transformations.withoutCounting(args.id()), namespace.id());
        List<Pending> events = events(namespace, args);
        preparation.run(events, () -> true);
        return previewed(endpoint, preparation, events);
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

    private Previewed previewed(Endpoint<?> endpoint, Preparation preparation, List<Pending> events) {
        List<Shipment> shipments = new ArrayList<>(together(endpoint, preparation.ready()));
        preparation.ready().stream()
                .filter(event -> event.parcels().size() > 1)
                .flatMap(event -> event.parcels().stream())
                .forEach(parcel -> shipments.addAll(endpoint.requests(List.of(parcel), clock.instant())));
        Map<String, Prospect> prospects = new HashMap<>();
        preparation.decided().stream()
                .map(PreviewTools::prospect)
                .forEach(prospect -> prospects.put(prospect.messageId(), prospect));
        preparation.ready().stream()
                .map(event -> prospect(endpoint, event, shipments))
                .forEach(prospect -> prospects.put(prospect.messageId(), prospect));
        Veil veil = new Veil(endpoint.secrets());
        return new Previewed(
                events.stream()
                        .map(event -> Objects.requireNonNull(
                                prospects.get(event.event().messageId())))
                        .toList(),
                shipments.stream()
                        .limit(MOST_REQUESTS)
                        .map(shipment -> Sketch.of(shipment, veil, clock.instant()))
                        .toList(),
                shipments.size() > MOST_REQUESTS ? shipments.size() - MOST_REQUESTS : null);
    }

    /** As a lane would put them together that has nothing else to do. */
    private List<Shipment> together(Endpoint<?> endpoint, List<Pending> events) {
        List<Parcel> parcels = events.stream()
                .filter(event -> event.parcels().size() == 1)
                .map(event -> event.parcels().get(0))
                .toList();
        List<Shipment> shipments = new ArrayList<>();
        int most = endpoint.terms().batchSize();
        for (int from = 0; from < parcels.size(); from += most) {
            shipments.addAll(
                    endpoint.requests(parcels.subList(from, Math.min(parcels.size(), from + most)), clock.instant()));
        }
        return shipments;
    }

    private static Prospect prospect(Verdict verdict) {
        boolean filtered = verdict.is(Verdict.Fate.FILTERED);
        return new Prospect(
                verdict.pending().event().messageId(),
                filtered ? Prospect.Fate.FILTERED : Prospect.Fate.DEAD,
                verdict.detail());
    }

    private Prospect prospect(Endpoint<?> endpoint, Pending event, List<Shipment> shipments) {
        String id = event.event().messageId();
        boolean sent = shipments.stream()
                .anyMatch(shipment -> event.parcels().stream().anyMatch(shipment.parcels()::contains));
        if (sent) {
            return new Prospect(id, Prospect.Fate.SENT, null);
        }
        Optional<String> refusal = endpoint.refusal(event.parcels().get(0), clock.instant());
        return refusal.map(reason -> new Prospect(id, Prospect.Fate.DEAD, reason))
                .orElseGet(() ->
                        new Prospect(id, Prospect.Fate.FILTERED, "The connector has no use for an event of this kind"));
    }
}
