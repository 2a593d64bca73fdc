package io.cairo.limit;

import io.cairo.access.Limiter.Door;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What each door allows: the governed endpoint's is given, the others are the operator's choice. */
@ApplicationScoped
public class Allowances {
    private static final long GOVERNED = 60;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Map<Door, Allowance> byDoor = new EnumMap<>(Door.class);

    @Inject
    @ConfigProperty(name = "CAIRO_TOOL_RATE", defaultValue = "6000")
    long toolRate;

    @Inject
    @ConfigProperty(name = "CAIRO_INGEST_RATE", defaultValue = "0")
    long ingestRate;

    @PostConstruct
    void start() {
        put(Allowance.exactly(Door.GOVERNED, GOVERNED, MINUTE));
        put(Allowance.about(Door.TOOLS, toolRate, MINUTE));
        put(Allowance.about(Door.INGEST, ingestRate, MINUTE));
    }

    private void put(Allowance allowance) {
        byDoor.put(allowance.door(), allowance);
    }

    Allowance of(Door door) {
        return Objects.requireNonNull(byDoor.get(door), "every door has an allowance");
    }
}
