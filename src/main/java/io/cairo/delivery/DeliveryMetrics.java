package io.cairo.delivery;

import io.cairo.base.Database;
import io.cairo.base.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** How delivery fares, by destination: seconds behind, and what became of the events. */
@ApplicationScoped
public class DeliveryMetrics {
    private static final Logger LOG = System.getLogger(DeliveryMetrics.class.getName());

    private static final Metadata LAG = Metadata.builder()
            .withName("cairo_delivery_lag_seconds")
            .withDescription("Age of the first event that the destination has not got")
            .withUnit("seconds")
            .build();

    private static final String AGES = """
            SELECT d.destination_id, extract(epoch FROM now() - least(
              (SELECT e.received_at FROM event e
               WHERE e.namespace_id = d.namespace_id AND (e.tx, e.ord) > (d.tx, d.ord)
                 AND e.received_at > d.received_at - interval '1 day' ORDER BY e.tx, e.ord LIMIT 1),
              (SELECT min(r.received_at) FROM delivery_retry r WHERE r.destination_id = d.destination_id)))
            FROM delivery d JOIN destination t ON t.id = d.destination_id WHERE t.enabled""";

    private final Map<UUID, Double> lags = new ConcurrentHashMap<>();

    @Inject
    Database database;

    @Inject
    MetricRegistry registry;

    private record Lag(UUID destination, double seconds) {}

    void settled(UUID destination, Settlement settlement) {
        count("cairo_delivery_delivered", destination, settlement.delivered());
        count("cairo_delivery_filtered", destination, settlement.filtered());
        count(
                "cairo_delivery_retries",
                destination,
                settlement.parked().stream().filter(Settlement.Parked::tried).count());
        count("cairo_delivery_dead", destination, settlement.dead().size());
    }

    /** Reads the lags anew; never throws. */
    void measure() {
        try {
            lags.replaceAll((destination, lag) -> Double.NaN);
            database.query(AGES, row -> new Lag(row.getObject(1, UUID.class), Math.max(0, row.getDouble(2))))
                    .forEach(this::note);
            Set.copyOf(lags.keySet()).forEach(this::forgetGone);
        } catch (Problem e) {
            LOG.log(Level.DEBUG, "the lags cannot be read now: {0}", e.sentence());
        }
    }

    private void note(Lag lag) {
        UUID destination = lag.destination();
        if (lags.put(destination, lag.seconds()) == null) {
            registry.gauge(LAG, () -> lags.getOrDefault(destination, 0.0), tag(destination));
        }
    }

    private void forgetGone(UUID destination) {
        if (Double.isNaN(lags.getOrDefault(destination, 0.0))) {
            lags.remove(destination);
            registry.remove(new MetricID(LAG.getName(), tag(destination)));
        }
    }

    private void count(String name, UUID destination, long events) {
        if (events > 0) {
            registry.counter(name, tag(destination)).inc(events);
        }
    }

    private static Tag tag(UUID destination) {
        return new Tag("destination", destination.toString());
    }
}
