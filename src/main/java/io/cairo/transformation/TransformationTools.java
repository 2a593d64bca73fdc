package io.cairo.transformation;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.tool.Doc;
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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Code that changes events: adding and removing transformations. */
@ApplicationScoped
public class TransformationTools implements Toolbox {
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
        List<String> warnings = rehearsal.warnings(code, settings, namespace);
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

    /** Also refuses what the call itself would refuse. */
    @Override
    @Transactional
    public JsonObject standing(Caller caller, ToolEntry entry, Record arguments) {
        if (arguments instanceof Delete delete) {
            return Standing.of(transformations.get(caller, delete.namespace(), delete.id()));
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
}
