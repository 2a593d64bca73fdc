package io.cairo.replay;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.tool.Cursors;
import io.cairo.tool.Doc;
import io.cairo.tool.Page;
import io.cairo.tool.Rows;
import io.cairo.tool.Tool;
import io.cairo.tool.Toolbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows replays, and what one would send. */
@ApplicationScoped
public class ReplayListTools implements Toolbox {
    private static final int USUAL = 20;

    @Inject
    Replays replays;

    @Inject
    Selections selections;

    @Inject
    Namespaces namespaces;

    @Inject
    Cursors cursors;

    @Override
    public String title() {
        return "Replay";
    }

    public record Count(
            @Doc("Received then or later") Instant from,
            @Doc("Received earlier; default now") @Nullable Instant to,
            @Doc("Event name") @Nullable String event,

            @Doc(value = "Or email or anonymous ID", min = 1) @Nullable
            String userId,

            @Doc("Instead what a plan or code changed or dropped") @Nullable
            Boolean originals,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    /** @param types counts by message type */
    public record Counted(
            long count, JsonObject types, @Nullable String note) {}

    public record Get(
            @Doc("From list_replays") UUID replayId,
            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record ListReplays(
            @Doc(value = "Default 20", min = 1, max = 100) @Nullable
            Integer limit,

            @Doc("next_cursor of the page before") @Nullable String cursor,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    /** A replay in a list. */
    public record Line(UUID replayId, String state, JsonObject selection, Instant createdAt) {}

    public record Listed(
            int count,
            @Rows(by = "created_at") List<Line> replays,
            boolean truncated,
            @Nullable String nextCursor,
            @Nullable String hint) {}

    @Tool(
            name = "count_replay",
            title = "Count a replay",
            description = "Counts the stored events that replay_events would select.",
            route = "GET /replay/count",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Counted count(Caller caller, Count args) {
        Selections.Counted counted = namespaces
                .forReading(caller, args.namespace())
                .map(namespace -> selections.count(
                        selections.select(namespace, args.from(), args.to(), args.event(), args.userId()),
                        Boolean.TRUE.equals(args.originals()) ? "" : null))
                .orElseGet(() -> new Selections.Counted(0, Map.of()));
        JsonObjectBuilder types = JsonTree.JSON.createObjectBuilder();
        counted.byType().forEach(types::add);
        return new Counted(counted.events(), types.build(), counted.note());
    }

    @Tool(
            name = "get_replay",
            title = "Get a replay",
            description = "Shows how far a replay has come.",
            route = "GET /replay/{replay_id}",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public View get(Caller caller, Get args) {
        return namespaces
                .forReading(caller, args.namespace())
                .flatMap(namespace -> replays.find(namespace.id(), args.replayId()))
                .map(View::of)
                .orElseThrow(() -> Problem.notFound("replay", args.replayId()));
    }

    @Tool(
            name = "list_replays",
            title = "List replays",
            description = "Lists the replays of the last 30 days, newest first.",
            route = "GET /replay",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Listed list(Caller caller, ListReplays args) {
        Optional<Namespace> namespace = namespaces.forReading(caller, args.namespace());
        Page<Line> page = namespace.map(in -> page(caller, in, args)).orElseGet(Page::none);
        return new Listed(page.count(), page.rows(), page.truncated(), page.nextCursor(), page.hint());
    }

    private Page<Line> page(Caller caller, Namespace namespace, ListReplays args) {
        return cursors.of(caller, "list_replays", namespace.name(), args)
                .page(
                        args.limit(),
                        USUAL,
                        (place, most) -> replays.list(namespace.id(), place, most),
                        replay -> List.of(replay.createdAt(), replay.id()))
                .map(replay -> new Line(replay.id(), replay.state().wire(), replay.shown(), replay.createdAt()));
    }
}
