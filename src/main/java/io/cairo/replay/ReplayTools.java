package io.cairo.replay;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.event.Excerpt;
import io.cairo.tool.Doc;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.Toolbox;
import io.cairo.transformation.DestinationTransformations;
import io.cairo.transformation.Treatment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends stored events to a destination once more. */
@ApplicationScoped
public class ReplayTools implements Toolbox {
    private static final int USUAL_RATE = 100;

    @Inject
    Replays replays;

    @Inject
    Selections selections;

    @Inject
    DestinationTransformations transformations;

    @Inject
    Namespaces namespaces;

    @Override
    public String title() {
        return "Replay";
    }

    public record Start(
            @Doc("From list_destinations") UUID destinationId,
            @Doc("Received then or later") Instant from,
            @Doc("Received earlier; default now") @Nullable Instant to,
            @Doc("Event name") @Nullable String event,

            @Doc(value = "Or email or anonymous ID", min = 1) @Nullable
            String userId,

            @Doc("Instead what a plan or code changed or dropped, as both would make it now") @Nullable
            Boolean originals,

            @Doc("To run in another version; of originals: what set them aside") @Nullable
            UUID transformationId,

            @Doc("That one") @Nullable Integer transformationVersion,

            @Doc(value = "Default 100", min = 1, max = 5_000) @Nullable
            Integer perSecond,

            @Doc("Only count") @Nullable Boolean dryRun,
            @Doc("Default: the key's own") @Nullable String namespace) {}

    /** @param events how many are selected, as far as they are counted */
    public record Started(
            @Nullable Boolean created,
            @Nullable UUID replayId,
            long events,
            @Nullable String note) {}

    public record Change(
            @Doc("From list_replays") UUID replayId,

            @Doc(
                    value = "What to do",
                    allowed = {"pause", "resume", "cancel"})
            String action,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record Changed(boolean changed, String state) {}

    @Tool(
            name = "replay_events",
            title = "Replay events",
            description =
                    "Sends stored events to a destination once more, with the same message ids and context.replay as a mark;"
                            + " of suppressed or erased people nothing.",
            route = "POST /replay",
            right = Right.CONFIGURE,
            hints = Tool.Hint.OPEN_WORLD)
    public Started start(Caller caller, Start args) {
        Namespace namespace = namespace(caller, args);
        Excerpt excerpt = checked(namespace, args);
        Selections.Counted counted = selections.count(excerpt, setAsideBy(args));
        boolean dry = Boolean.TRUE.equals(args.dryRun());
        if (counted.events() == 0 || dry) {
            return new Started(null, null, counted.events(), counted.note());
        }
        UUID id = replays.add(args.destinationId(), selected(excerpt, args), actor(caller))
                .orElseThrow(() -> Problem.notFound("destination", args.destinationId()));
        return new Started(true, id, counted.events(), counted.note());
    }

    private Namespace namespace(Caller caller, Start args) {
        return namespaces
                .forReading(caller, args.namespace())
                .orElseThrow(() -> Problem.notFound("destination", args.destinationId()));
    }

    private Excerpt checked(Namespace namespace, Start args) {
        if ((args.transformationId() == null) != (args.transformationVersion() == null)) {
            throw Problem.invalid("transformation_version", "goes with transformation_id: send both, or neither");
        }
        selections.checkDestination(namespace.id(), args.destinationId());
        Walk.Rewritten rewritten = rewritten(args);
        if (rewritten != null && !isOfOriginals(args)) {
            Treatment unused =
                    transformations.of(args.destinationId(), rewritten.transformation(), rewritten.version());
        }
        return selections.select(namespace, args.from(), args.to(), args.event(), args.userId());
    }

    private static Walk.@Nullable Rewritten rewritten(Start args) {
        UUID transformation = args.transformationId();
        Integer version = args.transformationVersion();
        return transformation == null || version == null ? null : new Walk.Rewritten(transformation, version);
    }

    private static Replay.Selected selected(Excerpt excerpt, Start args) {
        return new Replay.Selected(
                excerpt,
                args.userId(),
                isOfOriginals(args),
                rewritten(args),
                Objects.requireNonNullElse(args.perSecond(), USUAL_RATE));
    }

    private static boolean isOfOriginals(Start args) {
        return Boolean.TRUE.equals(args.originals());
    }

    private static @Nullable String setAsideBy(Start args) {
        Walk.Rewritten by = rewritten(args);
        String any = isOfOriginals(args) ? "" : null;
        return any == null || by == null ? any : by.named();
    }

    private static String actor(Caller caller) {
        return caller.keyId() == null ? "operator" : caller.keyId().toString();
    }

    @Tool(
            name = "change_replay",
            title = "Change a replay",
            description = "Pauses a replay, lets a paused one go on where it stopped, or cancels it for good.",
            route = "POST /replay/{replay_id}/{action}",
            right = Right.CONFIGURE,
            hints = Tool.Hint.IDEMPOTENT)
    public Changed change(Caller caller, Change args) {
        Namespace namespace = namespaces
                .forReading(caller, args.namespace())
                .orElseThrow(() -> Problem.notFound("replay", args.replayId()));
        Replay before = get(namespace, args.replayId());
        check(before, args.action());
        switch (args.action()) {
            case "pause" -> replays.pause(namespace.id(), before.id());
            case "resume" -> replays.resume(namespace.id(), before.id());
            default -> replays.cancel(namespace.id(), before.id());
        }
        State after = get(namespace, args.replayId()).state();
        return new Changed(after != before.state(), after.wire());
    }

    private static void check(Replay replay, String action) {
        boolean ended = replay.state() == State.DONE || replay.state() == State.CANCELLED;
        if (ended && !(replay.state() == State.CANCELLED && action.equals("cancel"))) {
            throw Problem.of(
                            Problem.Code.CONFLICT,
                            "action",
                            "the replay is %s already and cannot be changed; replay_events begins another"
                                    .formatted(replay.state().wire()))
                    .next("replay_events");
        }
    }

    private Replay get(Namespace namespace, UUID id) {
        return replays.find(namespace.id(), id).orElseThrow(() -> Problem.notFound("replay", id));
    }

    /** What an approval must find unchanged; also refuses what the call itself would refuse. */
    @Override
    public JsonObject standing(Caller caller, ToolEntry entry, Record arguments) {
        if (arguments instanceof Start args) {
            Excerpt unused = checked(namespace(caller, args), args);
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        Change args = (Change) arguments;
        Optional<Namespace> namespace = namespaces.forReading(caller, args.namespace());
        Replay replay = namespace
                .map(in -> get(in, args.replayId()))
                .orElseThrow(() -> Problem.notFound("replay", args.replayId()));
        check(replay, args.action());
        return JsonTree.JSON
                .createObjectBuilder()
                .add("replay", replay.id().toString())
                .add("state", replay.state().wire())
                .build();
    }
}
