package io.cairo.destination.egress;

import io.cairo.base.Problem;
import io.cairo.destination.Reach;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;

/**
 * Lets nothing out but to the public internet and to the ranges that the operator allows in {@code CAIRO_EGRESS_ALLOW}. A
 * name is resolved once; all that it resolves to must be allowed, and only that is connected to.
 */
public final class EgressGuard {
    private static final Set<Integer> ADMIN_PORTS = Set.of(
            1433, 1521, 2049, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 4369, 5432, 5672, 5900, 5984, 5985, 5986, 6379,
            6443, 8500, 9042, 9092, 9200, 9300, 10250, 10255, 11211, 15672, 27017);

    private static final Set<String> IN_CLEAR = Set.of("http", "kafka", "postgresql", "redis");

    /** Where names are looked up. */
    @FunctionalInterface
    public interface Names {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final List<Cidr> allowed;
    private final boolean http;
    private final Names names;

    /**
     * @param allow ranges that are allowed besides the public internet, separated by commas
     * @param http whether public addresses may be called in the clear, over HTTP or another protocol
     * @throws IllegalArgumentException if {@code allow} cannot be read, with a sentence for the operator
     */
    public EgressGuard(String allow, boolean http, Names names) {
        this.allowed = Cidr.all(allow);
        this.http = http;
        this.names = names;
    }

    /**
     * Checks an address as somebody configures it.
     *
     * @param field to name in the sentence
     * @throws Problem INVALID_ARGUMENT if it may not be called
     */
    public void check(String field, URI uri, Reach reach) {
        try {
            vet(uri, reach);
        } catch (UnknownHostException e) {
            throw Problem.invalid(field, "the host cannot be found; check its name");
        } catch (EgressRefused e) {
            throw Problem.invalid(field, e.sentence());
        }
    }

    /**
     * Checks an address as it is about to be called.
     *
     * @throws UnknownHostException if the host has no address now
     */
    public Vetted vet(URI uri, Reach reach) throws UnknownHostException, EgressRefused {
        String host = Urls.host(uri, reach);
        List<InetAddress> addresses = List.of(names.resolve(host));
        if (addresses.isEmpty()) {
            throw new UnknownHostException("no address");
        }
        boolean ours = addresses.stream().allMatch(this::isAllowed);
        if (!ours
                && addresses.stream()
                        .anyMatch(address -> !isAllowed(address) && Reserved.contains(address.getAddress()))) {
            throw new EgressRefused("the host leads to an address that is not on the public internet;"
                    + " the operator can allow its range with CAIRO_EGRESS_ALLOW");
        }
        if (!ours) {
            checkPublic(uri, reach);
        }
        return new Vetted(Urls.scheme(uri, reach), host, Urls.port(uri), Urls.path(uri), addresses);
    }

    private void checkPublic(URI uri, Reach reach) throws EgressRefused {
        if (!http && IN_CLEAR.contains(Urls.scheme(uri, reach))) {
            throw new EgressRefused(
                    "use https, or TLS as this destination's settings name it; the operator can allow to"
                            + " send in the clear with CAIRO_EGRESS_HTTP=true");
        }
        int port = Urls.port(uri);
        boolean usual = port == 80 || port == 443 || reach.ports().contains(port);
        if (!usual && (port < 1024 || ADMIN_PORTS.contains(port))) {
            throw new EgressRefused("the port " + port
                    + " is not one for this type of destination; use its usual one or a free one above 1023");
        }
    }

    private boolean isAllowed(InetAddress address) {
        return allowed.stream().anyMatch(range -> range.contains(address.getAddress()));
    }
}
