package io.cairo.destination;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A destination as delivery uses it: its connector, with its settings in the clear.
 *
 * @param types the message types that it wants
 */
public record Endpoint<S extends Record>(Connector<S> connector, S settings, Set<String> types) {

    public Connector.Terms terms() {
        return connector.terms(settings);
    }

    public boolean wants(String type) {
        return types.contains(type);
    }

    public List<Shipment> requests(List<Parcel> parcels, Instant attempt) {
        return connector.requests(parcels, settings, attempt);
    }

    /** Why the destination would never take an event that no request carries; empty if it has no use for it. */
    public Optional<String> refusal(Parcel parcel, Instant attempt) {
        return connector.refusal(parcel, settings, attempt);
    }

    /** The request that must follow before the events are delivered; empty if {@link #read} has the last word. */
    public Optional<Shipment> next(Shipment sent, HttpAnswer answer) {
        return connector.next(sent, answer, settings);
    }

    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        return connector.read(shipment, answer, now);
    }

    /** Names the type only: settings hold secrets. */
    @Override
    public String toString() {
        return connector.type();
    }
}
