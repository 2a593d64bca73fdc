package io.cairo.destination;

import io.cairo.message.Who;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
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

    /** What {@link #next} may send, and upon which answer, in a sentence; empty if it never sends anything. */
    default Optional<String> following() {
        return Optional.empty();
    }

    /** A request that changes nothing and whose answer tells whether the settings work; empty if the vendor has none. */
    default Optional<HttpCall> probe(S settings) {
        return Optional.empty();
    }

    /** What the answer to the {@link #probe} says is wrong, for people; empty if the settings work. Unless said, any 2xx is good. */
    default Optional<String> objection(HttpAnswer answer) {
        return answer.isSuccess() ? Optional.empty() : Optional.of(answer.summary());
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
     * How delivery shall handle a destination. The short form is for a vendor that wants nothing special; the methods make
     * others of it.
     *
     * @param batchSize the most events that one request carries
     * @param bytes the most bytes of payload that are put together for one request, before the connector changes them
     * @param age how long an event may wait for others to fill a request with; zero not to wait at all
     * @param tries how often an event is tried before it is dead
     * @param rate what the vendor bears where nothing else is configured
     */
    record Terms(int batchSize, int bytes, Duration age, int tries, RetrySchedule schedule, Rate rate) {
        private static final int USUAL_BYTES = 8 << 20;

        public Terms(int batchSize, int tries) {
            this(batchSize, USUAL_BYTES, Duration.ZERO, tries, RetrySchedule.USUAL, Rate.UNLIMITED);
        }

        public Terms within(int most) {
            return new Terms(batchSize, most, age, tries, schedule, rate);
        }

        public Terms filledFor(Duration longest) {
            return new Terms(batchSize, bytes, longest, tries, schedule, rate);
        }

        public Terms on(RetrySchedule other) {
            return new Terms(batchSize, bytes, age, tries, other, rate);
        }

        public Terms at(Rate most) {
            return new Terms(batchSize, bytes, age, tries, schedule, most);
        }
    }

    /** How much a destination gets each second at most; 0 is as much as it takes. */
    record Rate(double events, double requests) {
        public static final Rate UNLIMITED = new Rate(0, 0);

        public static Rate ofRequests(double requests) {
            return new Rate(0, requests);
        }
    }
}
