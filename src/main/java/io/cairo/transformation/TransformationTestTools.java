package io.cairo.transformation;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.tool.Cursor;
import io.cairo.tool.Cursors;
import io.cairo.tool.Doc;
import io.cairo.tool.Page;
import io.cairo.tool.Rows;
import io.cairo.tool.Tool;
import io.cairo.tool.Toolbox;
import io.cairo.transformation.Rehearsal.Fate;
import io.cairo.transformation.Rehearsal.Played;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tries code on events without changing any. */
@ApplicationScoped
public class TransformationTestTools implements Toolbox {
    private static final int USUAL = 20;
    private static final String RECENT =
            "SELECT payload, tx, ord FROM event WHERE namespace_id = ? %s ORDER BY tx DESC, ord DESC LIMIT ?";

    @Inject
    Transformations transformations;

    @Inject
    Rehearsal rehearsal;

    @Inject
    Namespaces namespaces;

    @Inject
    Cursors cursors;

    @Inject
    Database database;

    @Override
    public String title() {
        return "Transformations";
    }

    public record Test(
            @Doc(
                    value = "Code to try",
                    min = 1,
                    max = 65_536,
                    example = "event.properties = {seen: true}; return event;")
            @Nullable
            String code,

            @Doc("Or a transformation, as it counts now") @Nullable
            UUID id,

            @Doc(
                    value = "An event to try it on",
                    example = "{\"type\":\"track\",\"event\":\"Signed Up\",\"userId\":\"u1\"}")
            @Nullable
            JsonObject sampleEvent,

            @Doc(value = "Or several; default: the last events of the namespace", min = 1, max = 100) @Nullable
            List<JsonObject> samples,

            @Doc(value = "How many events; default 20", min = 1, max = 100) @Nullable
            Integer limit,

            @Doc("next_cursor of the page before") @Nullable String cursor,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    /** What would become of one event. */
    public record Tried(
            String messageId,
            Fate result,
            JsonObject input,
            List<JsonObject> output,

            @Doc("Paths, from the input to the first output") @Nullable
            Difference diff,

            @Nullable String error,

            @Doc("In the code") @Nullable Integer line,
            @Nullable List<String> shortened) {
        static Tried of(Played played) {
            return new Tried(
                    played.input().getString("messageId"),
                    played.fate(),
                    played.input(),
                    played.output(),
                    played.diff(),
                    played.error(),
                    played.line(),
                    null);
        }
    }

    public record Tested(
            @Doc("Whether no event failed") boolean success,
            int count,
            @Rows List<Tried> results,
            boolean truncated,
            @Nullable String nextCursor,
            @Nullable String hint) {
        static Tested of(List<Tried> tried, Page<Recent> page) {
            boolean success = tried.stream().allMatch(each -> each.error() == null);
            return new Tested(success, tried.size(), tried, page.truncated(), page.nextCursor(), page.hint());
        }
    }

    /** An event to try code on, and its place in the log if it is there. */
    record Recent(JsonObject event, long tx, int ord) {}

    @Tool(
            name = "test_transformation",
            title = "Test a transformation",
            description =
                    "Runs code, or a transformation, on sample events or on the last events of the namespace, and shows for"
                            + " each what came out and in what it differs. Changes nothing.",
            route = "POST /transformations/test",
            right = Right.CONFIGURE,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    @Transactional
    public Tested test(Caller caller, Test args) {
        if ((args.code() == null) == (args.id() == null)) {
            throw Problem.invalid("code", "give either code or the id of a transformation")
                    .next("send code");
        }
        Optional<Namespace> namespace = namespaces.forReading(caller, args.namespace());
        rehearsal.admit(namespace.orElse(null));
        Optional<Transformation> known = known(namespace, args.id());
        Code code = known.map(found -> transformations.code(found, found.currentVersion()))
                .orElseGet(() -> rehearsal.compiled(namespace.orElse(null), String.valueOf(args.code())));
        Page<Recent> events = events(caller, namespace, args);
        List<Tried> tried = rehearsal
                .play(
                        code,
                        known.map(found -> found.settings().limit()).orElse(Settings.USUAL_LIMIT),
                        namespace.orElse(null),
                        known.map(found -> found.settings().destinationId()).orElse(null),
                        events.rows().stream().map(Recent::event).toList())
                .stream()
                .map(Tried::of)
                .toList();
        return Tested.of(tried, events);
    }

    private Optional<Transformation> known(Optional<Namespace> namespace, @Nullable UUID id) {
        if (id == null) {
            return Optional.empty();
        }
        return Optional.of(namespace
                .flatMap(in -> transformations.named().find(in.id(), id))
                .orElseThrow(() -> Transformations.missing(id)));
    }

    private Page<Recent> events(Caller caller, Optional<Namespace> namespace, Test args) {
        JsonObject sample = args.sampleEvent();
        List<JsonObject> samples = args.samples();
        if (sample != null && samples != null) {
            throw Problem.invalid("samples", "give either sample_event or samples")
                    .next("leave sample_event out");
        }
        if (sample != null) {
            return given(List.of(sample));
        }
        if (samples != null) {
            return given(args.limit() == null ? samples : samples.subList(0, Math.min(args.limit(), samples.size())));
        }
        return namespace.map(in -> recent(caller, in, args)).orElseGet(Page::none);
    }

    private static Page<Recent> given(List<JsonObject> events) {
        return new Page<>(events.stream().map(event -> new Recent(event, 0, 0)).toList(), false, null, null);
    }

    private Page<Recent> recent(Caller caller, Namespace namespace, Test args) {
        Cursor cursor = cursors.of(caller, "test_transformation", namespace.name(), args);
        int limit = args.limit() == null ? USUAL : args.limit();
        List<Object> parameters = new ArrayList<>(List.of(namespace.id()));
        cursor.place().stream().map(Long::valueOf).forEach(parameters::add);
        parameters.add(limit + 1);
        List<Recent> found = database.query(
                RECENT.formatted(cursor.place().isEmpty() ? "" : "AND (tx, ord) < (?, ?)"),
                row -> new Recent(JsonTree.readObject(row.getBytes(1)), row.getLong(2), row.getInt(3)),
                parameters.toArray());
        return Page.of(found, limit, cursor, event -> List.of(event.tx(), event.ord()));
    }
}
