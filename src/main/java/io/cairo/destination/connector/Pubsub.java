package io.cairo.destination.connector;

import io.cairo.base.JsonText;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.Bodies;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.GoogleCloud;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.Replies;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Statuses;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Publishes all six types, as they are, to a topic of Google Pub/Sub. A request is taken as a whole or not at all. Pub/Sub
 * tells no message from one that was sent before; its attribute {@code messageId} does.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.topics/publish">projects.topics.publish</a>
 */
@ApplicationScoped
public class Pubsub extends GoogleCloud<Pubsub.Settings> {
    private static final String SCOPE = "https://www.googleapis.com/auth/pubsub";
    private static final int LONGEST = 200;

    /** How to reach a topic. */
    public record Settings(
            @Doc("Id of the project") String projectId,
            @Doc("Id of the topic") String topicId,

            @Doc("JSON of the key file of a service account that may publish to the topic") @Secret
            String serviceAccount,

            @Doc("Whether one person's messages keep their order, by an ordering key; false if left out") @Nullable
            Boolean ordered,

            @Doc("Another address of the API: a region's, a proxy, a test server") @Nullable
            URI baseUrl)
            implements GoogleCloud.Project {

        public Settings {
            GoogleCloud.check(projectId, serviceAccount, baseUrl);
            Checks.matches("topic_id", topicId, "[A-Za-z][A-Za-z0-9_.~+%-]{2,254}", "a topic's id, not its whole name");
        }

        @Override
        public String toString() {
            return "pubsub";
        }
    }

    public Pubsub() {
        super(
                "pubsub",
                "Google Pub/Sub",
                Settings.class,
                "https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.topics/publish",
                "https://pubsub.googleapis.com",
                SCOPE);
    }

    @Override
    protected Bound bound() {
        return new Bound(1000, 4_000_000, 1_500_000);
    }

    private static String topic(Settings settings) {
        return "/v1/projects/" + settings.projectId() + "/topics/" + settings.topicId();
    }

    /** All messages of a request must have the same ordering key. */
    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        String person = brief(event.anyId());
        String key = Boolean.TRUE.equals(settings.ordered()) ? person : null;
        JsonObject message = new Fields()
                .put("data", Base64.getEncoder().encodeToString(JsonText.bytes(event.json())))
                .put(
                        "attributes",
                        new Fields()
                                .put("messageId", brief(event.messageId()))
                                .put("type", event.type())
                                .put("event", brief(event.name())))
                .put("orderingKey", key)
                .json();
        Route route = Route.post(topic(settings) + ":publish");
        return Fit.to(key == null ? route : route.grouped(key), message);
    }

    /** Attributes have 1024 bytes at most. */
    private static @Nullable String brief(@Nullable String text) {
        return text == null ? null : Ids.within(LONGEST, text);
    }

    @Override
    protected byte[] body(Route route, List<byte[]> items, Settings settings) {
        return Bodies.around("{\"messages\":[", items, ",", "]}");
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        if (!answer.isSuccess()) {
            return Statuses.read(shipment, answer, now);
        }
        boolean all = Paths.value(Replies.object(answer), "messageIds") instanceof JsonArray ids
                && ids.size() == shipment.parcels().size();
        return Statuses.all(shipment, all ? Outcome.ok() : Statuses.unreadable(answer, now));
    }

    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(get(topic(settings), settings));
    }
}
