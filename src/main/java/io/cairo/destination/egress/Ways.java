package io.cairo.destination.egress;

import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;

/** All ways out: HTTP, with tokens where they are needed, and the protocols that CDI finds. */
@ApplicationScoped
public class Ways implements Sender, AutoCloseable {
    private HttpSender http;
    private Sender tokens;
    private Lines lines;
    private Clock clock;

    @SuppressWarnings("NullAway.Init") // for CDI's proxies
    protected Ways() {}

    @Inject
    public Ways(EgressGuard guard, @Any Instance<Protocol> protocols, Clock clock) {
        this(guard, (Iterable<Protocol>) protocols, clock);
    }

    /** With these protocols. */
    public Ways(EgressGuard guard, Iterable<Protocol> protocols, Clock clock) {
        this.clock = clock;
        http = new HttpSender(guard);
        tokens = new Grants(http, clock);
        lines = new Lines(protocols);
    }

    @Override
    public HttpAnswer send(HttpCall call) throws IOException {
        boolean web = Urls.scheme(call.uri()).startsWith("http");
        return (web ? tokens : lines).send(call.at(clock.instant()));
    }

    /** Ends what is over its time; to be called several times a second. */
    public void sweep() {
        http.sweep();
        lines.sweep();
    }

    /** Ends every exchange that is running now. */
    public void cancelAll() {
        http.cancelAll();
        lines.cancelAll();
    }

    @Override
    @PreDestroy
    public void close() {
        http.close();
        lines.close();
    }
}
