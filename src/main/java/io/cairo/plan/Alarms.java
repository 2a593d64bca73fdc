package io.cairo.plan;

import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Recent;
import io.cairo.message.Message;
import io.cairo.message.Who;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes an event of a violation, so that destinations hear of it: of each kind of violation one in a minute and from each
 * node, however many there are; all are counted. It goes into the log beside the event, past the plans; one that comes from elsewhere is checked like
 * any event.
 *
 * @see <a href="https://segment.com/docs/protocols/validate/forward-violations/">Segment's Violation Generated</a>
 */
@ApplicationScoped
public class Alarms {
    static final String EVENT = "Violation Generated";
    private static final String SENDER = "schema-violations";
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final int MOST_KNOWN = 10_000;

    /** Of one plan in that time: events and properties that are made up anew each time would never end. */
    private static final int MOST_OF_A_PLAN = 60;

    @Inject
    Clock clock;

    @SuppressWarnings("NullAway.Init") // start() makes it, before anybody can call
    private Recent<Violation.Key, UUID> lately;

    @SuppressWarnings("NullAway.Init")
    private Recent<UUID, AtomicInteger> ofPlan;

    @PostConstruct
    void start() {
        lately = new Recent<>(clock, QUIET, MOST_KNOWN);
        ofPlan = new Recent<>(clock, QUIET, MOST_KNOWN);
    }

    /** The event that tells of a violation; empty if one told of its like less than a minute ago. */
    Optional<Message> about(Message message, Watching plan, Finding finding, Violation violation) {
        UUID mine = UUID.randomUUID();
        boolean isFirst = lately.get(violation.key(), () -> mine).equals(mine);
        return isFirst && ofPlan.get(plan.id(), AtomicInteger::new).incrementAndGet() <= MOST_OF_A_PLAN
                ? Optional.of(event(message, plan, finding, violation.key()))
                : Optional.empty();
    }

    private static Message event(Message message, Watching plan, Finding finding, Violation.Key key) {
        String messageId =
                "violation-" + UUID.nameUUIDFromBytes((key + message.messageId()).getBytes(StandardCharsets.UTF_8));
        Instant at = message.receivedAt();
        JsonObjectBuilder event = JsonTree.JSON
                .createObjectBuilder()
                .add("type", "track")
                .add("event", EVENT)
                .add("messageId", messageId)
                .add("userId", SENDER)
                .add("timestamp", at.toString())
                .add("receivedAt", at.toString())
                .add("properties", properties(message, plan, finding, key));
        return new Message(
                message.namespace(),
                Message.Type.TRACK,
                EVENT,
                messageId,
                Who.user(SENDER),
                at,
                at,
                message.platform(),
                JsonText.bytes(event.build()));
    }

    private static JsonObjectBuilder properties(Message message, Watching plan, Finding finding, Violation.Key key) {
        return JsonTree.JSON
                .createObjectBuilder()
                .add("eventName", key.name())
                .add("eventType", key.type())
                .add("eventMessageID", message.messageId())
                .add("eventTimestamp", message.timestamp().toString())
                .add("trackingPlanID", plan.id().toString())
                .add("trackingPlanName", plan.name())
                .add("trackingPlanVersion", plan.version())
                .add("violationType", type(finding))
                .add("violationField", finding.field())
                .add("violationDescription", finding.message());
    }

    /** In Segment's words. */
    private static String type(Finding finding) {
        return switch (finding.kind()) {
            case MISSING_FIELD -> "Required";
            case WRONG_TYPE -> "Type";
            case UNKNOWN_EVENT -> "Unplanned Event";
            case UNKNOWN_PROPERTY -> "Unplanned Property";
            case UNVERIFIABLE -> "Unverifiable";
            case INVALID_VALUE ->
                Character.toUpperCase(finding.keyword().charAt(0))
                        + finding.keyword().substring(1);
        };
    }
}
