package io.cairo.delivery;

import io.cairo.access.Caller;
import io.cairo.access.Namespace;
import io.cairo.base.Database;
import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Times;
import io.cairo.ingest.AgentMessages;
import io.cairo.message.Message;
import io.cairo.message.Receipt;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says in events how destinations fare, in the tenant's namespace {@value Namespace#SYSTEM}, from where they can be delivered
 * like any others. They come in by the one road.
 */
@ApplicationScoped
public class Alerts {
    @Inject
    Database database;

    @Inject
    AgentMessages messages;

    @Inject
    Clock clock;

    /** So far behind, a destination is said to lag. */
    @Inject
    @ConfigProperty(name = "CAIRO_ALERT_LAG_SECONDS", defaultValue = "900")
    long lagSeconds;

    /** So long after anything got through, a destination is said to fail. */
    @Inject
    @ConfigProperty(name = "CAIRO_ALERT_DOWN_SECONDS", defaultValue = "60")
    long downSeconds;

    /** So many of a hundred deliveries may fail before a destination is said to. */
    @Inject
    @ConfigProperty(name = "CAIRO_ALERT_FAILURE_PERCENT", defaultValue = "50")
    int failurePercent;

    @SuppressWarnings("NullAway.Init") // start() makes it
    private Watch watch;

    @PostConstruct
    void start() {
        Health.Bounds bounds =
                new Health.Bounds(Duration.ofSeconds(lagSeconds), Duration.ofSeconds(downSeconds), failurePercent);
        watch = new Watch(database, bounds, this::say);
    }

    /** Looks how destinations fare. Never throws; to be called every few seconds. */
    void look() {
        watch.look();
    }

    /** The same alert has the same id: said twice, it is stored once. */
    private void say(Alert alert) {
        Message message = messages.read(Caller.system(alert.tenant()), Message.Type.TRACK, json(alert));
        Receipt unused = messages.send(message);
    }

    private byte[] json(Alert alert) {
        JsonObjectBuilder properties = JsonTree.JSON
                .createObjectBuilder()
                .add("destination_id", alert.destination().toString())
                .add("destination", alert.name())
                .add("type", alert.type())
                .add("namespace", alert.namespace())
                .add("state", alert.verdict().wire())
                .add("before", alert.before().wire())
                .add("cause", alert.cause())
                .add("since", alert.since().toString())
                .add("lag_seconds", alert.lag().toSeconds())
                .add("delivered", alert.counts().delivered())
                .add("failed", alert.counts().failed())
                .add("dead", alert.counts().dead())
                .add("waiting", alert.counts().waiting())
                .add("next", alert.next());
        if (alert.error() != null) {
            properties.add("error", alert.error());
        }
        return JsonText.bytes(JsonTree.JSON
                .createObjectBuilder()
                .add("messageId", "alert-" + alert.destination() + "-" + alert.number())
                .add("event", alert.event())
                .add("anonymousId", alert.destination().toString())
                .add("timestamp", Times.written(clock.instant()))
                .add("properties", properties)
                .build());
    }
}
