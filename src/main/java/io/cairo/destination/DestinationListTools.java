package io.cairo.destination;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.Problem;
import io.cairo.destination.Standing.Standings;
import io.cairo.destination.rule.Rules;
import io.cairo.tool.Cursors;
import io.cairo.tool.Doc;
import io.cairo.tool.Page;
import io.cairo.tool.Rows;
import io.cairo.tool.Tool;
import io.cairo.tool.Toolbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows where events go, how delivery fares, and where else they could go. */
@ApplicationScoped
public class DestinationListTools implements Toolbox {
    private static final int USUAL = 50;

    @Inject
    Destinations destinations;

    @Inject
    Connectors connectors;

    @Inject
    Settings settings;

    @Inject
    Standings standings;

    @Inject
    Namespaces namespaces;

    @Inject
    Cursors cursors;

    @Override
    public String title() {
        return "Destinations";
    }

    public record ListTypes(
            @Doc(value = "Only this one, with the schema of its settings", example = "webhook") @Nullable
            String type) {}

    public record Types(List<Type> types) {}

    /** The schemas only where one type was asked for: of all together it is more than an answer may be. */
    public record Type(
            String type,
            String name,
            List<String> required,
            @Nullable String docs,
            @Nullable JsonObject settings,
            @Nullable JsonObject rules) {}

    public record ListDestinations(
            @Doc(value = "How many; default 50", min = 1, max = 100) @Nullable
            Integer limit,

            @Doc("next_cursor of the page before") @Nullable String cursor,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record Listed(
            int count,
            long total,

            @Rows(by = "created_at") List<View> destinations,
            boolean truncated,
            @Nullable String nextCursor,
            @Nullable String hint) {
        static Listed of(long total, Page<View> page) {
            return new Listed(page.count(), total, page.rows(), page.truncated(), page.nextCursor(), page.hint());
        }
    }

    public record Get(
            @Doc("From list_destinations") UUID id,
            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record Got(View destination) {}

    @Tool(
            name = "list_destination_types",
            title = "List destination types",
            description =
                    "Lists the types that create_destination knows and the settings that each needs; with type, the schema of"
                            + " all its settings and of rules.",
            route = "GET /destinations/types",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Types types(Caller caller, ListTypes args) {
        if (args.type() != null) {
            Connector<?> connector = connectors.get(args.type());
            return new Types(List.of(shown(connector, connectors.schema(connector))));
        }
        return new Types(connectors.all().stream()
                .map(connector -> shown(connector, null))
                .toList());
    }

    private Type shown(Connector<?> connector, @Nullable JsonObject schema) {
        String docs = connector.docs().map(URI::toString).orElse(null);
        return new Type(
                connector.type(),
                connector.title(),
                connectors.required(connector),
                docs,
                schema,
                schema == null ? null : Rules.schema());
    }

    @Tool(
            name = "list_destinations",
            title = "List destinations",
            description =
                    "Lists where the events of a namespace go, newest first, and how delivery fares: state (active,"
                            + " holding, paused, disabled), last_error, lag_seconds, counts. Secrets are masked.",
            route = "GET /destinations",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    @Transactional
    public Listed list(Caller caller, ListDestinations args) {
        return namespaces
                .forReading(caller, args.namespace())
                .map(namespace -> listed(caller, namespace, args))
                .orElseGet(() -> Listed.of(0, Page.none()));
    }

    private Listed listed(Caller caller, Namespace namespace, ListDestinations args) {
        Page<Destination> page = cursors.of(caller, "list_destinations", namespace.name(), args)
                .page(
                        args.limit(),
                        USUAL,
                        (place, most) -> destinations.named().list(namespace.id(), place, most),
                        destination -> List.of(destination.createdAt(), destination.id()));
        Map<UUID, Standing> fares = standings.of(namespace.id());
        return Listed.of(
                destinations.named().count(namespace.id()),
                page.map(destination -> View.of(
                        namespace,
                        destination,
                        settings.masked(destination),
                        fares.getOrDefault(destination.id(), Standing.NEW))));
    }

    @Tool(
            name = "get_destination",
            title = "Get a destination",
            description = "Shows one destination, as list_destinations does.",
            route = "GET /destinations/{id}",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    @Transactional
    public Got get(Caller caller, Get args) {
        Namespace namespace = namespaces.forReading(caller, args.namespace()).orElseThrow(() -> missing(args.id()));
        Destination found = destinations.named().find(namespace.id(), args.id()).orElseThrow(() -> missing(args.id()));
        Standing standing = standings.of(namespace.id()).getOrDefault(found.id(), Standing.NEW);
        return new Got(View.of(namespace, found, settings.masked(found), standing));
    }

    private static Problem missing(UUID id) {
        return Problem.notFound("destination", id);
    }
}
