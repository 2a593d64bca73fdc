package io.cairo.destination.egress;

import io.cairo.base.Problem;
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
     * @param http whether public addresses may be called without TLS
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
    public void check(String field, URI uri) {
        try {
            vet(uri);
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
    Vetted vet(URI uri) throws UnknownHostException, EgressRefused {
        String host = Urls.host(uri);
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
            checkPublic(uri);
        }
        return new Vetted(Urls.scheme(uri), host, Urls.port(uri), Urls.path(uri), addresses);
    }

    private void checkPublic(URI uri) throws EgressRefused {
        if (!http && Urls.scheme(uri).equals("http")) {
            throw new EgressRefused("use https; the operator can allow http with CAIRO_EGRESS_HTTP=true");
        }
        int port = Urls.port(uri);
        if (port != 80 && port != 443 && (port < 1024 || ADMIN_PORTS.contains(port))) {
            throw new EgressRefused(
                    "the port " + port + " is not one for webhooks; use 443, 80 or a free one above 1023");
        }
    }

    private boolean isAllowed(InetAddress address) {
        return allowed.stream().anyMatch(range -> range.contains(address.getAddress()));
    }
}
