package io.cairo.destination.connector;

import io.cairo.destination.Connector;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Parcel;
import io.cairo.destination.Shipment;
import io.cairo.destination.egress.EgressGuard;
import io.cairo.destination.egress.Ways;
import io.cairo.destination.line.KafkaProtocol;
import io.cairo.destination.line.PostgresProtocol;
import io.cairo.destination.line.RedisProtocol;
import io.cairo.message.Who;
import io.cairo.tool.Shape;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A connector with settings, and all ways out of Cairo to this machine: what delivery does, without its patience. */
final class Sending<S extends Record> implements AutoCloseable {
    private final Connector<S> connector;
    private final S settings;
    private final Ways ways;

    Sending(Connector<S> connector, JsonObject config) {
        this(connector, config, "127.0.0.0/8");
    }

    /** @param allow the addresses that may be sent to */
    Sending(Connector<S> connector, JsonObject config, String allow) {
        this(connector, config, allow, InetAddress::getAllByName);
    }

    /** @param names where hosts are looked up */
    Sending(Connector<S> connector, JsonObject config, String allow, EgressGuard.Names names) {
        this(connector, config, new EgressGuard(allow, true, names), Clock.systemUTC());
    }

    /** @param clock by which requests are signed */
    Sending(Connector<S> connector, JsonObject config, Clock clock) {
        this(connector, config, new EgressGuard("127.0.0.0/8", true, InetAddress::getAllByName), clock);
    }

    private Sending(Connector<S> connector, JsonObject config, EgressGuard guard, Clock clock) {
        Shape<S> shape = Shape.of(connector.settings());
        this.connector = connector;
        this.settings = shape.decode("config.", shape.renamed(connector.renamed(config)));
        this.ways = new Ways(
                guard, List.of(new RedisProtocol(guard), new PostgresProtocol(guard), new KafkaProtocol(guard)), clock);
    }

    /** A connector as its file has it, with other settings over those. */
    static Sending<?> of(String type, JsonObject changes) {
        return of(Sample.named(type), changes, Clock.systemUTC());
    }

    /** The same, which signs by another clock. */
    static <S extends Record> Sending<S> of(Sample<S> sample, JsonObject changes, Clock clock) {
        return new Sending<>(sample.connector(), sample.changed(changes), clock);
    }

    /** What became of each event that a request carried. */
    List<Outcome.Kind> send(List<Parcel> parcels) throws IOException {
        return outcomes(parcels).stream().map(Outcome::kind).toList();
    }

    List<Outcome> outcomes(List<Parcel> parcels) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Shipment shipment :
                connector.requests(parcels, settings, Clock.systemUTC().instant())) {
            outcomes.addAll(sent(shipment));
        }
        return outcomes;
    }

    private List<Outcome> sent(Shipment shipment) throws IOException {
        Shipment last = shipment;
        HttpAnswer answer = ways.send(last.call());
        for (Optional<Shipment> next = connector.next(last, answer, settings);
                next.isPresent();
                next = connector.next(last, answer, settings)) {
            last = next.get();
            answer = ways.send(last.call());
        }
        return connector.read(last, answer, Clock.systemUTC().instant());
    }

    /** The status of the connection test. */
    int probe() throws IOException {
        return status(connector.probe(settings));
    }

    /** What the connection test finds wrong; empty if nothing. */
    Optional<String> objection() throws IOException {
        return connector.objection(ways.send(connector.probe(settings).orElseThrow()));
    }

    /** The status of the request to forget a user. */
    int forget(String userId) throws IOException {
        return status(connector.deletion(new Who(userId, null, null, null, null, List.of()), settings));
    }

    private int status(Optional<HttpCall> call) throws IOException {
        return ways.send(call.orElseThrow()).status();
    }

    @Override
    public void close() {
        ways.close();
    }
}
