package io.cairo.transformation;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.Problem;
import io.cairo.tool.Doc;
import io.cairo.tool.Shape;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.Toolbox;
import io.cairo.transformation.sandbox.Sandbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Code that changes events: adding, changing and removing transformations. */
@ApplicationScoped
public class TransformationTools implements Toolbox {
    private static final Shape<Standing> STANDING = Shape.of(Standing.class);

    @Inject
    Transformations transformations;

    @Inject
    Rehearsal rehearsal;

    @Inject
    Sandbox sandbox;

    @Inject
    Namespaces namespaces;

    @Inject
    Clock clock;

    @Override
    public String title() {
        return "Transformations";
    }

    public record Create(
            @Doc(value = "Name, unique in the namespace", min = 1, max = 100, example = "drop tests")
            String name,

            @Doc(
                    value =
                            "JavaScript function of event and metadata, or its body; returns the event, null to drop it,"
                                    + " or an array of several",
                    min = 1,
                    max = 65_536,
                    example = "return event.event === 'Test' ? null : event;")
            String code,

            @Doc("Default: the key's own") @Nullable String namespace,

            @Doc("Only for this destination; default: before all events are stored") @Nullable
            UUID destinationId,

            @Doc("Lower runs first; default 0") @Nullable Integer executionOrder,

            @Doc("What becomes of an event it fails on; default keep, as it was") @Nullable
            OnError onError,

            @Doc(value = "Processor time for one event; default 100", min = 1, max = Settings.MOST_MILLIS) @Nullable
            Integer limitMs) {}

    public record Created(
            boolean created,
            View transformation,

            @Doc("What went wrong with a plain event of each type") @Nullable
            List<String> warnings) {}

    public record Update(
            @Doc("From list_transformations") UUID id,

            @Doc(value = "New name", min = 1, max = 100) @Nullable
            String name,

            @Doc(value = "Becomes a new version, which counts", min = 1, max = 65_536) @Nullable
            String code,

            @Doc(value = "An earlier version that shall count again", min = 1) @Nullable
            Integer version,

            @Doc("Also resumes one that is paused") @Nullable
            Boolean enabled,

            @Doc("Lower runs first") @Nullable Integer executionOrder,
            @Doc("Only for this destination") @Nullable UUID destinationId,

            @Doc("What becomes of an event it fails on") @Nullable
            OnError onError,

            @Doc(value = "Processor time for one event", min = 1, max = Settings.MOST_MILLIS) @Nullable
            Integer limitMs,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record Updated(
            @Nullable Boolean updated,
            @Nullable View transformation,
            @Nullable List<String> warnings,
            @Nullable Boolean found,
            @Nullable UUID id) {}

    public record Delete(
            @Doc("From list_transformations") UUID id,
            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record Deleted(
            @Nullable Boolean deleted, @Nullable Boolean found, UUID id) {}

    @Tool(
            name = "create_transformation",
            title = "Create a transformation",
            description =
                    "Adds JavaScript that changes, drops or multiplies events before they are stored, or before they are sent"
                            + " to one destination. Try it with test_transformation first.",
            route = "POST /transformations",
            right = Right.CONFIGURE)
    @Transactional
    public Created create(Caller caller, Create args) {
        Code code = Code.compiled(sandbox, args.code());
        Settings settings = settings(args);
        Namespace namespace = namespaces.forWriting(caller, args.namespace());
        List<String> warnings = warnings(code, settings, namespace);
        UUID id = UUID.randomUUID();
        transformations.named().checkName(namespace.id(), args.name(), id);
        transformations.checkDestination(namespace.id(), args.destinationId());
        Transformation made = new Transformation(id, namespace.id(), settings, clock.instant());
        transformations.add(namespace.id(), made);
        transformations.keep(id, 1, code, clock.instant());
        return new Created(true, transformations.view(namespace, made), warnings.isEmpty() ? null : warnings);
    }

    private static Settings settings(Create args) {
        return new Settings(
                args.name(),
                args.destinationId(),
                true,
                args.executionOrder() == null ? 0 : args.executionOrder(),
                args.onError() == null ? OnError.KEEP : args.onError(),
                args.limitMs() == null ? Settings.USUAL_LIMIT : Duration.ofMillis(args.limitMs()));
    }

    private List<String> warnings(Code code, Settings settings, Namespace namespace) {
        return rehearsal.play(code, settings.limit(), namespace, settings.destinationId(), CannedEvents.all()).stream()
                .flatMap(played -> played.complaint().stream()
                        .map(complaint -> "A plain " + played.input().getString("type") + " fails: " + complaint))
                .toList();
    }

    @Tool(
            name = "update_transformation",
            title = "Update a transformation",
            description =
                    "Changes a transformation; what is left out stays. Code becomes a new version; earlier ones can be made"
                            + " to count again.",
            route = "PUT /transformations/{id}",
            right = Right.CONFIGURE,
            hints = Tool.Hint.IDEMPOTENT)
    @Transactional
    public Updated update(Caller caller, Update args) {
        Optional<Code> code = code(args);
        Optional<Namespace> namespace = namespaces.forReading(caller, args.namespace());
        Optional<Transformation> found =
                namespace.flatMap(in -> transformations.named().find(in.id(), args.id()));
        if (namespace.isEmpty() || found.isEmpty()) {
            return new Updated(null, null, null, false, args.id());
        }
        Settings settings = settings(args, found.get().settings());
        List<String> warnings = code.map(some -> warnings(some, settings, namespace.get()))
                .filter(some -> !some.isEmpty())
                .orElse(null);
        change(args, namespace.get(), found.get(), settings, code);
        return new Updated(true, transformations.view(namespace.get(), found.get()), warnings, null, null);
    }

    private Optional<Code> code(Update args) {
        if (args.code() != null && args.version() != null) {
            throw Problem.invalid("version", "names earlier code and code brings new; leave one of them out");
        }
        return Optional.ofNullable(args.code()).map(written -> Code.compiled(sandbox, written));
    }

    private static Settings settings(Update args, Settings before) {
        return new Settings(
                Objects.requireNonNullElse(args.name(), before.name()),
                args.destinationId() == null ? before.destinationId() : args.destinationId(),
                Objects.requireNonNullElse(args.enabled(), before.enabled()),
                Objects.requireNonNullElse(args.executionOrder(), before.order()),
                Objects.requireNonNullElse(args.onError(), before.onError()),
                args.limitMs() == null ? before.limit() : Duration.ofMillis(args.limitMs()));
    }

    private void change(
            Update args, Namespace namespace, Transformation changed, Settings settings, Optional<Code> code) {
        transformations.named().checkName(namespace.id(), settings.name(), changed.id());
        transformations.checkDestination(namespace.id(), args.destinationId());
        if (settings.enabled() && !changed.settings().enabled()) {
            transformations.checkEnabled(namespace.id());
        }
        transformations.touch();
        changed.change(settings, version(args, changed, code), clock.instant());
        transformations.assign(changed);
        boolean other = code.isPresent() || args.version() != null;
        if (other || (changed.isPaused() && Boolean.TRUE.equals(args.enabled()))) {
            transformations.resume(changed);
        }
    }

    private int version(Update args, Transformation changed, Optional<Code> code) {
        if (code.isPresent()) {
            int next = transformations.next(changed.id());
            transformations.keep(changed.id(), next, code.get(), clock.instant());
            return next;
        }
        return args.version() == null
                ? changed.currentVersion()
                : transformations.version(changed, args.version()).number();
    }

    @Tool(
            name = "delete_transformation",
            title = "Delete a transformation",
            description = "Removes a transformation with its versions. Events are not changed by it any more.",
            route = "DELETE /transformations/{id}",
            right = Right.CONFIGURE,
            hints = {Tool.Hint.DESTRUCTIVE, Tool.Hint.IDEMPOTENT})
    @Transactional
    public Deleted delete(Caller caller, Delete args) {
        Optional<Transformation> found = namespaces
                .forReading(caller, args.namespace())
                .flatMap(namespace -> transformations.named().find(namespace.id(), args.id()));
        found.ifPresent(transformations::remove);
        return found.isPresent() ? new Deleted(true, null, args.id()) : new Deleted(null, false, args.id());
    }

    /** What an approval must find unchanged. */
    record Standing(
            UUID id,
            String name,
            @Nullable UUID destinationId,
            boolean enabled,
            int executionOrder,
            OnError onError,
            long limitMs,
            int version) {
        static Standing of(Transformation shown) {
            Settings settings = shown.settings();
            return new Standing(
                    shown.id(),
                    settings.name(),
                    settings.destinationId(),
                    settings.enabled(),
                    settings.order(),
                    settings.onError(),
                    settings.limit().toMillis(),
                    shown.currentVersion());
        }
    }

    /** Also refuses what the call itself would refuse. */
    @Override
    @Transactional
    public JsonObject standing(Caller caller, ToolEntry entry, Record arguments) {
        if (arguments instanceof Update update) {
            code(update);
            return shown(caller, update.namespace(), update.id());
        }
        if (arguments instanceof Delete delete) {
            return shown(caller, delete.namespace(), delete.id());
        }
        if (arguments instanceof Create create) {
            Code.compiled(sandbox, create.code());
            namespaces
                    .forReading(caller, create.namespace())
                    .ifPresent(namespace ->
                            transformations.named().checkName(namespace.id(), create.name(), UUID.randomUUID()));
        }
        return JsonValue.EMPTY_JSON_OBJECT;
    }

    private JsonObject shown(Caller caller, @Nullable String requested, UUID id) {
        Namespace namespace = namespaces.forReading(caller, requested).orElseThrow(() -> Transformations.missing(id));
        Transformation found =
                transformations.named().find(namespace.id(), id).orElseThrow(() -> Transformations.missing(id));
        return STANDING.encode(Standing.of(found));
    }
}
