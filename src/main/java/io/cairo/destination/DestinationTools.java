package io.cairo.destination;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.Problem;
import io.cairo.destination.Standing.Standings;
import io.cairo.destination.rule.Rules;
import io.cairo.message.Message;
import io.cairo.tool.Doc;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.Toolbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Adds, changes and removes destinations. */
@ApplicationScoped
public class DestinationTools implements Toolbox {
    @Inject
    Destinations destinations;

    @Inject
    Connectors connectors;

    @Inject
    Standings standings;

    @Inject
    Settings settings;

    @Inject
    Namespaces namespaces;

    @Inject
    Clock clock;

    @Override
    public String title() {
        return "Destinations";
    }

    public record Create(
            @Doc(value = "Display name, unique in the namespace", min = 1, max = 100, example = "my webhook")
            String name,

            @Doc(value = "A type from list_destination_types", example = "webhook")
            String type,

            @Doc(value = "Settings, as the type's schema says", example = "{\"url\":\"http://127.0.0.1:8099/\"}")
            JsonObject config,

            @Doc("Default: the key's own") @Nullable String namespace,

            @Doc(
                    value = "Which messages it gets; default: all",
                    allowed = {"track", "identify", "page", "screen", "group", "alias"})
            @Nullable
            List<String> eventTypes,

            @Doc("Filters, mapping of fields, throttle; list_destination_types with a type shows their schema")
            @Nullable
            JsonObject rules) {}

    public record Created(boolean created, View destination) {}

    public record Update(
            @Doc("From list_destinations") UUID id,

            @Doc(value = "New display name", min = 1, max = 100) @Nullable
            String name,

            @Doc("All settings anew; a secret sent as it was shown, masked, stays as it is") @Nullable
            JsonObject config,

            @Doc(value = "false stops delivery and keeps its place; true goes on from there", example = "true")
            @Nullable
            Boolean enabled,

            @Doc(
                    value = "Which messages it gets",
                    allowed = {"track", "identify", "page", "screen", "group", "alias"})
            @Nullable
            List<String> eventTypes,

            @Doc("All rules anew") @Nullable JsonObject rules,
            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record Updated(
            @Nullable Boolean updated,
            @Nullable View destination,
            @Nullable Boolean found,
            @Nullable UUID id) {}

    public record Delete(
            @Doc("From list_destinations") UUID id,
            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record Deleted(
            @Nullable Boolean deleted, @Nullable Boolean found, UUID id) {}

    @Tool(
            name = "create_destination",
            title = "Create a destination",
            description =
                    "Adds a destination. Every message that is accepted from now on is delivered to it, at least once"
                            + " and in order for each person. list_destination_types tells the settings.",
            route = "POST /destinations",
            right = Right.CONFIGURE,
            hints = Tool.Hint.OPEN_WORLD)
    @Transactional
    public Created create(Caller caller, Create args) {
        Connector<?> connector = connectors.get(args.type());
        List<String> types = types(args.eventTypes());
        Rules rules = Rules.checked(args.rules());
        JsonObject checked = settings.checked(connector, args.config());
        Namespace namespace = namespaces.forWriting(caller, args.namespace());
        UUID id = UUID.randomUUID();
        destinations.named().checkName(namespace.id(), args.name(), id);
        Destination added = new Destination(
                id,
                namespace.id(),
                args.type(),
                args.name(),
                destinations.seal(id, checked),
                types,
                rules,
                clock.instant());
        destinations.add(namespace.id(), added);
        return new Created(true, view(namespace, added, Standing.NEW));
    }

    @Tool(
            name = "update_destination",
            title = "Update a destination",
            description =
                    "Changes a destination; what is left out stays, but config is replaced as a whole. Delivery that"
                            + " was paused or held back goes on at once, from where it stopped.",
            route = "PUT /destinations/{id}",
            otherRoutes = "POST /destinations/{id}/toggle",
            right = Right.CONFIGURE,
            hints = {Tool.Hint.OPEN_WORLD, Tool.Hint.IDEMPOTENT})
    @Transactional
    public Updated update(Caller caller, Update args) {
        Optional<Namespace> namespace = namespaces.forReading(caller, args.namespace());
        Optional<Destination> found =
                namespace.flatMap(in -> destinations.named().find(in.id(), args.id()));
        if (namespace.isEmpty() || found.isEmpty()) {
            return new Updated(null, null, false, args.id());
        }
        Destination destination = found.get();
        String name = Objects.requireNonNullElse(args.name(), destination.name());
        destinations.named().checkName(namespace.get().id(), name, destination.id());
        destinations.resume(destination.id());
        destination.change(
                name,
                args.config() == null ? destination.settings() : settings.resealed(destination, args.config()),
                args.eventTypes() == null ? destination.types() : types(args.eventTypes()),
                args.rules() == null ? destination.rules() : Rules.checked(args.rules()),
                Objects.requireNonNullElse(args.enabled(), destination.isEnabled()),
                clock.instant());
        Standing standing = standings.of(namespace.get().id()).getOrDefault(destination.id(), Standing.NEW);
        return new Updated(true, view(namespace.get(), destination, standing), null, null);
    }

    @Tool(
            name = "delete_destination",
            title = "Delete a destination",
            description =
                    "Removes a destination with its settings, waiting events and dead letters. Nothing more is sent.",
            route = "DELETE /destinations/{id}",
            right = Right.CONFIGURE,
            hints = {Tool.Hint.DESTRUCTIVE, Tool.Hint.IDEMPOTENT})
    @Transactional
    public Deleted delete(Caller caller, Delete args) {
        Optional<Destination> found = namespaces
                .forReading(caller, args.namespace())
                .flatMap(namespace -> destinations.named().find(namespace.id(), args.id()));
        found.ifPresent(destinations::remove);
        return found.isPresent() ? new Deleted(true, null, args.id()) : new Deleted(null, false, args.id());
    }

    /** What an approval must find unchanged; also refuses what the call itself would refuse. */
    @Override
    @Transactional
    public JsonObject standing(Caller caller, ToolEntry entry, Record arguments) {
        if (arguments instanceof Update update) {
            types(update.eventTypes());
            Rules.checked(update.rules());
            return configured(caller, update.namespace(), update.id(), update.config());
        }
        if (arguments instanceof Delete delete) {
            return configured(caller, delete.namespace(), delete.id(), null);
        }
        if (arguments instanceof Create create) {
            types(create.eventTypes());
            Rules.checked(create.rules());
            settings.checked(connectors.get(create.type()), create.config());
            namespaces
                    .forReading(caller, create.namespace())
                    .ifPresent(namespace ->
                            destinations.named().checkName(namespace.id(), create.name(), UUID.randomUUID()));
        }
        return JsonValue.EMPTY_JSON_OBJECT;
    }

    private JsonObject configured(Caller caller, @Nullable String requested, UUID id, @Nullable JsonObject newConfig) {
        Namespace namespace = namespaces.forReading(caller, requested).orElseThrow(() -> missing(id));
        Destination destination = destinations.named().find(namespace.id(), id).orElseThrow(() -> missing(id));
        if (newConfig != null) {
            settings.resealed(destination, newConfig);
        }
        return Configured.of(namespace, destination, settings.masked(destination));
    }

    private static Problem missing(UUID id) {
        return Problem.notFound("destination", id);
    }

    private static List<String> types(@Nullable List<String> requested) {
        List<String> all =
                Arrays.stream(Message.Type.values()).map(Message.Type::wire).toList();
        if (requested == null || requested.isEmpty()) {
            return all;
        }
        return List.copyOf(new LinkedHashSet<>(requested));
    }

    private View view(Namespace namespace, Destination destination, Standing standing) {
        return View.of(namespace, destination, settings.masked(destination), standing);
    }
}
