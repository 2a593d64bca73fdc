package io.cairo.destination;

import java.util.List;

/**
 * One request and the events that it carries.
 *
 * @param memo what the connector wants to know again when it reads the answer; empty if nothing
 */
public record Shipment(HttpCall call, List<Parcel> parcels, String memo) {
    public Shipment(HttpCall call, List<Parcel> parcels) {
        this(call, parcels, "");
    }
}
