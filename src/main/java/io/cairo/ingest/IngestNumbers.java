package io.cairo.ingest;

import io.cairo.message.Receipt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** What an operator can see of the road in, at the management port's {@code /metrics}. */
@ApplicationScoped
public class IngestNumbers {
    @Inject
    MetricRegistry registry;

    /** A group is on disk. */
    void committed(List<Receipt> receipts, Duration took) {
        long stored = receipts.stream()
                .filter(receipt -> receipt.fate() == Receipt.Fate.STORED)
                .count();
        registry.counter("cairo_events_stored").inc(stored);
        registry.counter("cairo_events_duplicate").inc(receipts.size() - stored);
        registry.histogram("cairo_group_size").update(receipts.size());
        registry.timer("cairo_group_commit").update(took);
    }

    /** So many messages were accepted and forgotten, since nothing may be stored of whom they name. */
    void suppressed(int messages) {
        if (messages > 0) {
            registry.counter("cairo_events_suppressed").inc(messages);
        }
    }

    /**
     * Something was not taken.
     *
     * @param reason the code that its sender got
     */
    public void refused(String reason) {
        registry.counter("cairo_events_refused", new Tag("reason", reason)).inc();
    }
}
