package io.cairo.system;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Cairo can take requests: its database answers. */
@Readiness
@ApplicationScoped
public class Ready implements HealthCheck {
    @Inject
    Probe probe;

    @Override
    public HealthCheckResponse call() {
        Probe.Finding found = probe.find();
        return HealthCheckResponse.named("database")
                .withData("response_ms", found.took().toMillis())
                .status(found.reachable())
                .build();
    }
}
