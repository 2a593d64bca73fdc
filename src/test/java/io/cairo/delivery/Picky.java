package io.cairo.delivery;

import io.cairo.destination.Connector;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Parcel;
import io.cairo.destination.Shipment;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A vendor with wishes of its own, that answers for each event of a request. */
final class Picky implements Connector<Picky.None> {
    /** It has no settings. */
    record None() {}

    private final Function<List<Parcel>, List<Outcome>> answers;
    int bytes = 1_000;
    Duration age = Duration.ZERO;

    Picky(Function<List<Parcel>, List<Outcome>> answers) {
        this.answers = answers;
    }

    @Override
    public String type() {
        return "picky";
    }

    @Override
    public String title() {
        return "Picky";
    }

    @Override
    public Class<None> settings() {
        return None.class;
    }

    @Override
    public List<URI> targets(None settings) {
        return List.of();
    }

    @Override
    public Terms terms(None settings) {
        return new Terms(10, 3).within(bytes).filledFor(age);
    }

    @Override
    public List<Shipment> requests(List<Parcel> parcels, None settings, Instant attempt) {
        HttpCall call =
                new HttpCall("POST", URI.create("https://example.com/"), Map.of(), new byte[0], Duration.ofSeconds(1));
        return List.of(new Shipment(call, List.copyOf(parcels)));
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        return answers.apply(shipment.parcels());
    }
}
