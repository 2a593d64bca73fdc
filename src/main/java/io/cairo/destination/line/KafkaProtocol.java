package io.cairo.destination.line;

import io.cairo.destination.HttpCall;
import io.cairo.destination.Reach;
import io.cairo.destination.egress.EgressGuard;
import io.cairo.destination.egress.EgressRefused;
import io.cairo.destination.egress.Line;
import io.cairo.destination.egress.Protocol;
import io.cairo.destination.egress.SignInRefused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;

/** Kafka, by its own client. */
@ApplicationScoped
public class KafkaProtocol implements Protocol {
    private EgressGuard guard;

    @SuppressWarnings("NullAway.Init") // for CDI's proxies
    protected KafkaProtocol() {}

    @Inject
    public KafkaProtocol(EgressGuard guard) {
        this.guard = guard;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("kafka", "kafka+tls");
    }

    /** Brokers tell of other brokers: their addresses are vetted too, each time that one is connected to. */
    @Override
    public Line open(HttpCall call) throws IOException {
        List<String> brokers =
                List.of(call.headers().getOrDefault("Brokers", "").split(",", -1));
        for (String broker : brokers) {
            guard.vet(URI.create(call.uri().getScheme() + "://" + broker), call.reach());
        }
        try {
            return new KafkaLine(
                    Producers.producer(
                            call,
                            brokers,
                            host -> vetted(host, call.uri().getScheme(), call.reach()),
                            address -> vet(address, call)),
                    call.uri().getPath().substring(1));
        } catch (KafkaException e) {
            throw new SignInRefused("the client cannot be made of these settings: check certificates and keys");
        }
    }

    /** The last word before a connection is made: also on the port, which a broker tells of itself. */
    void vet(InetSocketAddress address, HttpCall call) throws IOException {
        String digits = address.getAddress().getHostAddress();
        String host = digits.contains(":") ? "[" + digits.replaceFirst("%.*", "") + "]" : digits;
        guard.vet(URI.create(call.uri().getScheme() + "://" + host + ":" + address.getPort()), call.reach());
    }

    /** The port is not known yet; {@link #vet} sees it. */
    private InetAddress[] vetted(String host, String scheme, Reach reach) throws UnknownHostException {
        String written = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        try {
            return guard.vet(URI.create(scheme + "://" + written + ":9092"), reach)
                    .addresses()
                    .toArray(new InetAddress[0]);
        } catch (EgressRefused | IllegalArgumentException e) {
            throw new UnknownHostException("not vetted");
        }
    }
}
