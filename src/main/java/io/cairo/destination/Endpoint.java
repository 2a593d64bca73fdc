package io.cairo.destination;

import io.cairo.base.JsonText;
import io.cairo.destination.rule.Filter;
import io.cairo.destination.rule.Mapping;
import io.cairo.destination.rule.Rules;
import io.cairo.destination.rule.Unmappable;
import io.cairo.message.Who;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A destination as delivery uses it: its connector, with its settings in the clear, and the rules that somebody has set.
 *
 * @param filter which events it gets
 */
public record Endpoint<S extends Record>(Connector<S> connector, S settings, Filter filter, Rules rules) {

    /** One that nobody has set rules for. */
    public Endpoint(Connector<S> connector, S settings, Set<String> types) {
        this(connector, settings, new Filter(types, Rules.NONE, List.of(connector.type())), Rules.NONE);
    }

    /** How delivery shall handle it: as its connector says, where its rules say nothing else. */
    public Connector.Terms terms() {
        Connector.Terms usual = connector.terms(settings);
        Connector.Rate rate = new Connector.Rate(
                Objects.requireNonNullElse(rules.eventsPerSecond(), usual.rate().events()),
                Objects.requireNonNullElse(
                        rules.requestsPerSecond(), usual.rate().requests()));
        Integer fill = rules.fillSeconds();
        return usual.at(rate).filledFor(fill == null ? usual.age() : Duration.ofSeconds(fill));
    }

    public boolean wants(String type) {
        return filter.types().contains(type);
    }

    /** Why an event is not for this destination, by its rules or by the event's own word; empty if it is. */
    public Optional<String> unwanted(Parcel parcel) {
        return filter.refusal(parcel.messageId(), parcel.type(), parcel.name(), parcel.payload());
    }

    /**
     * The event with its fields as this destination's mapping wants them.
     *
     * @throws Unmappable if that cannot be done
     */
    public Parcel mapped(Parcel parcel) throws Unmappable {
        Mapping mapping = new Mapping(rules);
        if (mapping.isNone()) {
            return parcel;
        }
        JsonObject event = mapping.applied(parcel.payload());
        String name = event.getString(parcel.type().equals("track") ? "event" : "name", null);
        if (parcel.type().equals("track") && (name == null || name.isBlank())) {
            throw new Unmappable("rules.mapping: it leaves the track without a name");
        }
        return new Parcel(parcel.messageId(), parcel.type(), name, JsonText.bytes(event));
    }

    /** The texts among the settings that nobody may see. */
    public Set<String> secrets() {
        return Masks.secretsOf(settings);
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

    /** What else may follow requests, in a sentence; empty if nothing ever does. */
    public Optional<String> following() {
        return connector.following();
    }

    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        return connector.read(shipment, answer, now);
    }

    /** A request that changes nothing and whose answer tells whether the settings work; empty if the vendor has none. */
    public Optional<HttpCall> probe() {
        return connector.probe(settings);
    }

    /** What the answer to the {@link #probe} says is wrong; empty if the settings work. */
    public Optional<String> objection(HttpAnswer answer) {
        return connector.objection(answer);
    }

    /** A request that makes the vendor forget a person; empty if it needs another name for them, or cannot. */
    public Optional<HttpCall> deletion(Who who) {
        return connector.deletion(who, settings);
    }

    /** Names the type only: settings hold secrets. */
    @Override
    public String toString() {
        return connector.type();
    }
}
