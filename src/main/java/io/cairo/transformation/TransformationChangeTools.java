package io.cairo.transformation;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.Problem;
import io.cairo.tool.Doc;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.Toolbox;
import io.cairo.transformation.sandbox.Sandbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changing transformations. */
@ApplicationScoped
public class TransformationChangeTools implements Toolbox {
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

            @Doc("True: for no destination, but before all events are stored") @Nullable
            Boolean beforeStoring,

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
        List<String> warnings = code.map(some -> rehearsal.warnings(some, settings, namespace.get()))
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
                destination(args, before),
                Objects.requireNonNullElse(args.enabled(), before.enabled()),
                Objects.requireNonNullElse(args.executionOrder(), before.order()),
                Objects.requireNonNullElse(args.onError(), before.onError()),
                args.limitMs() == null ? before.limit() : Duration.ofMillis(args.limitMs()));
    }

    private static @Nullable UUID destination(Update args, Settings before) {
        if (Boolean.TRUE.equals(args.beforeStoring())) {
            if (args.destinationId() != null) {
                throw Problem.invalid(
                        "before_storing", "says for no destination, and destination_id names one; send one of them");
            }
            return null;
        }
        return args.destinationId() == null ? before.destinationId() : args.destinationId();
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

    /** Also refuses what the call itself would refuse. */
    @Override
    @Transactional
    public JsonObject standing(Caller caller, ToolEntry entry, Record arguments) {
        Update args = (Update) arguments;
        code(args);
        return Standing.of(transformations.get(caller, args.namespace(), args.id()));
    }
}
