package io.cairo.destination;

import java.util.List;

/** One request and the events that it carries. */
public record Shipment(HttpCall call, List<Parcel> parcels) {}
