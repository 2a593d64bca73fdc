package io.cairo.destination;

import java.time.Instant;
import java.util.List;
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

    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        return connector.read(shipment, answer, now);
    }

    /** Names the type only: settings hold secrets. */
    @Override
    public String toString() {
        return connector.type();
    }
}
