package io.cairo.destination.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/** Answers the client's look-ups with the addresses that were vetted for the exchange of this very thread, and no others. */
final class VettedNames implements DnsResolver {
    private static final ThreadLocal<@Nullable Vetted> CURRENT = new ThreadLocal<>();

    void use(Vetted vetted) {
        CURRENT.set(vetted);
    }

    void forget() {
        CURRENT.remove();
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        Vetted vetted = CURRENT.get();
        if (vetted == null || !vetted.host().equalsIgnoreCase(host)) {
            throw new UnknownHostException("not vetted");
        }
        return vetted.addresses().toArray(new InetAddress[0]);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
