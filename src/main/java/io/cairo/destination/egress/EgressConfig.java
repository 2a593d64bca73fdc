package io.cairo.destination.egress;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the guard that the operator has configured. */
@ApplicationScoped
public class EgressConfig {
    @Inject
    @ConfigProperty(name = "CAIRO_EGRESS_ALLOW")
    Optional<String> allow;

    @Inject
    @ConfigProperty(name = "CAIRO_EGRESS_HTTP", defaultValue = "false")
    boolean http;

    @Produces
    EgressGuard guard() {
        return new EgressGuard(allow.orElse(""), http, InetAddress::getAllByName);
    }
}
