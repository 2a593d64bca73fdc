package io.cairo.delivery;

import io.cairo.destination.Endpoint;
import io.cairo.destination.Parcel;
import io.cairo.destination.Shipment;
import io.cairo.transformation.Treatment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a destination would get of some events now, by its rules, its transformations and its connector. Nothing is sent.
 *
 * @param shipments the requests, as a lane would put them together that has nothing else to do
 * @param prospects one for each event, in their order
 */
record Outlook(List<Shipment> shipments, List<Prospect> prospects) {
    private static final String NO_USE = "The connector has no use for an event of this kind";

    /**
     * Looks at events of one namespace.
     *
     * @param treatment counts no errors; empty if the destination has no transformations
     * @param now when the requests would be sent
     */
    static Outlook of(
            Endpoint<?> endpoint, Optional<Treatment> treatment, int namespace, List<Pending> events, Instant now) {
        Preparation preparation = new Preparation(endpoint, treatment, namespace);
        preparation.run(events, () -> true);
        List<Shipment> shipments = new ArrayList<>(together(endpoint, preparation.ready(), now));
        preparation.ready().stream()
                .filter(event -> event.parcels().size() > 1)
                .flatMap(event -> event.parcels().stream())
                .forEach(parcel -> shipments.addAll(endpoint.requests(List.of(parcel), now)));
        Map<String, Prospect> prospects = new HashMap<>();
        preparation.decided().stream()
                .map(Prospect::of)
                .forEach(prospect -> prospects.put(prospect.messageId(), prospect));
        preparation.ready().stream()
                .map(event -> prospect(endpoint, event, shipments, now))
                .forEach(prospect -> prospects.put(prospect.messageId(), prospect));
        return new Outlook(
                shipments,
                events.stream()
                        .map(event -> Objects.requireNonNull(
                                prospects.get(event.event().messageId())))
                        .toList());
    }

    private static List<Shipment> together(Endpoint<?> endpoint, List<Pending> events, Instant now) {
        List<Parcel> parcels = events.stream()
                .filter(event -> event.parcels().size() == 1)
                .map(event -> event.parcels().get(0))
                .toList();
        List<Shipment> shipments = new ArrayList<>();
        int most = endpoint.terms().batchSize();
        for (int from = 0; from < parcels.size(); from += most) {
            shipments.addAll(endpoint.requests(parcels.subList(from, Math.min(parcels.size(), from + most)), now));
        }
        return shipments;
    }

    private static Prospect prospect(Endpoint<?> endpoint, Pending event, List<Shipment> shipments, Instant now) {
        String id = event.event().messageId();
        boolean sent = shipments.stream()
                .anyMatch(shipment -> event.parcels().stream().anyMatch(shipment.parcels()::contains));
        if (sent) {
            return new Prospect(id, Prospect.Fate.SENT, null);
        }
        Optional<String> refusal = endpoint.refusal(event.parcels().get(0), now);
        return refusal.map(reason -> new Prospect(id, Prospect.Fate.DEAD, reason))
                .orElseGet(() -> new Prospect(id, Prospect.Fate.FILTERED, NO_USE));
    }
}
