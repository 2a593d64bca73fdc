package io.cairo.ingest;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.base.Problem;
import io.cairo.message.Message;
import io.cairo.message.Receipt;
import io.cairo.tool.Doc;
import io.cairo.tool.Tool;
import io.cairo.tool.Toolbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an agent sends events: the same road as an application's, ending in the same log. */
@ApplicationScoped
public class IngestTools implements Toolbox {
    /** So many faults are listed, so that the answer stays readable however many there are. */
    private static final int MOST_ERRORS = 100;

    private static final int LONGEST_NAME = 100;

    @Inject
    AgentMessages messages;

    @Inject
    Clock clock;

    @Override
    public String title() {
        return "Events";
    }

    /** The arguments of track_event. */
    public record Track(
            @Doc(value = "Event name", example = "Signed Up")
            String event,

            @Doc(value = "User ID", example = "u1") @Nullable
            String userId,

            @Doc("User email") @Nullable String userEmail,
            @Doc("Anonymous ID") @Nullable String anonymousId,
            @Doc("Event properties") @Nullable JsonObject properties,

            @Doc("Makes a repeated call the same event; at most 100 characters") @Nullable
            String messageId,

            @Doc("When it happened, ISO-8601; now if absent") @Nullable
            String timestamp,

            @Doc("Namespace (default: the key's, else \"default\")") @Nullable
            String namespace) {}

    /** The answer to track_event. */
    public record Tracked(
            @Doc("It is on disk") boolean tracked,
            @Doc("Event name") String event,
            @Doc("The event's message id") String eventKey,

            @Doc("Whether this message id was stored before")
            boolean duplicate) {}

    @Tool(
            name = "track_event",
            title = "Track an event",
            description =
                    "Records that something happened: a page view, a click, a purchase, or a step of an agent's own work."
                            + " Answers when the event is on disk; send the same message_id again to repeat it safely.",
            right = Right.INGEST)
    public Tracked track(Caller caller, Track args) {
        Message message = message(caller, args, args.namespace());
        Receipt receipt = messages.send(message);
        return new Tracked(true, args.event(), receipt.messageId(), receipt.fate() == Receipt.Fate.DUPLICATE);
    }

    /** The arguments of batch_track. */
    public record TrackMany(
            @Doc(value = "Event objects, each with at least an event name", min = 1, max = 2_500)
            List<Track> events,

            @Doc("Namespace for all events") @Nullable String namespace) {}

    /** One event that was not taken. */
    public record Fault(
            @Doc("Its place in the list, from 0") int index,
            @Doc("Event name") String event,
            @Doc("Why, and what is allowed") String error) {

        static Fault of(Rejected rejected, String event) {
            String shown = event.length() <= LONGEST_NAME ? event : event.substring(0, LONGEST_NAME) + "...";
            return new Fault(rejected.index(), shown, rejected.message());
        }
    }

    /** The answer to batch_track. */
    public record TrackedMany(
            @Doc("Events in the call") int received,

            @Doc("Events that are on disk now, duplicates included")
            int processed,

            @Doc("Events that were not taken, the first 100; the others are not harmed")
            List<Fault> errors,

            @Doc("How many more were not taken") @Nullable Integer errorsOmitted) {

        static TrackedMany of(Batch.Outcome outcome, List<Track> events) {
            List<Fault> errors = outcome.rejected().stream()
                    .limit(MOST_ERRORS)
                    .map(fault -> Fault.of(fault, events.get(fault.index()).event()))
                    .toList();
            int omitted = outcome.rejected().size() - errors.size();
            return new TrackedMany(
                    outcome.received(),
                    outcome.accepted() + outcome.duplicates(),
                    errors,
                    omitted == 0 ? null : omitted);
        }
    }

    @Tool(
            name = "batch_track",
            title = "Track many events",
            description =
                    "Records up to 2500 events in one call. A faulty event is listed under errors and does not harm the"
                            + " others.",
            right = Right.INGEST)
    public TrackedMany trackMany(Caller caller, TrackMany args) {
        Batch batch = Batch.empty();
        for (int place = 0; place < args.events().size(); place++) {
            add(batch, place, caller, args);
        }
        return TrackedMany.of(batch.outcome(messages.send(batch.messages())), args.events());
    }

    private void add(Batch batch, int place, Caller caller, TrackMany args) {
        Track event = args.events().get(place);
        try {
            batch.add(place, message(caller, event, args.namespace() == null ? event.namespace() : args.namespace()));
        } catch (Problem e) {
            if (e.code().retryable()) {
                throw e;
            }
            batch.rejected().add(new Rejected(place, null, e.code().wire(), e.sentence()));
        }
    }

    private Message message(Caller caller, Track args, @Nullable String namespace) {
        return messages.read(caller, Message.Type.TRACK, AgentEvent.json(args, namespace, clock.instant()));
    }
}
