package io.cairo.destination;

import io.cairo.message.Who;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The code of one destination type: a pure function from events and settings to requests, and from an answer to what became
 * of each event. It has no client, clock, retry, log or state; delivery has them. CDI finds it, nothing else registers it.
 *
 * @param <S> the settings, a record whose components carry a {@code Doc}; it checks itself when it is made and throws a
 *     {@code Problem} that names the setting
 */
public interface Connector<S extends Record> {

    /** As written in a destination: {@code webhook}. */
    String type();

    /** For people: a few words. */
    String title();

    Class<S> settings();

    /** Settings as other products or earlier versions name them, in the names of {@link #settings}. */
    default JsonObject renamed(JsonObject config) {
        return config;
    }

    /** The addresses that these settings lead to; they are checked when the destination is configured. */
    List<URI> targets(S settings);

    /** What these addresses may be. */
    default Reach reach() {
        return Reach.WEB;
    }

    /** How delivery shall handle this destination. */
    Terms terms(S settings);

    /**
     * The requests that carry these events, in order; an event that no request carries is filtered.
     *
     * @param attempt when the requests will be sent, for those that sign the time
     */
    List<Shipment> requests(List<Parcel> parcels, S settings, Instant attempt);

    /**
     * What the answer says about each event of the shipment, in its order.
     *
     * @param now to read dates in the answer against
     */
    List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now);

    /**
     * Why the vendor would never take an event that no request carries; empty if it merely has no use for it.
     *
     * @param attempt as for {@link #requests}
     */
    default Optional<String> refusal(Parcel parcel, S settings, Instant attempt) {
        return Optional.empty();
    }

    /**
     * The request that must follow this one before its events are delivered, for vendors that want to be asked for their own
     * id first. It carries the same events. Empty if {@link #read} has the last word.
     */
    default Optional<Shipment> next(Shipment sent, HttpAnswer answer, S settings) {
        return Optional.empty();
    }

    /** A request that changes nothing and succeeds (2xx) only if the settings work; empty if the vendor has none. */
    default Optional<HttpCall> probe(S settings) {
        return Optional.empty();
    }

    /** A request that makes the vendor forget a person; empty if it needs more than these ids, or cannot. */
    default Optional<HttpCall> deletion(Who who, S settings) {
        return Optional.empty();
    }

    /** Where the vendor documents what is used here. */
    default Optional<URI> docs() {
        return Optional.empty();
    }

    /**
     * How delivery shall handle a destination.
     *
     * @param batchSize the most events that one request carries
     * @param tries how often an event is tried before it is dead
     */
    record Terms(int batchSize, int tries) {}
}
