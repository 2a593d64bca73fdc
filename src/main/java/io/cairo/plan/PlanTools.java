package io.cairo.plan;

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
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What events are agreed to look like: adding, changing and removing tracking plans. */
@ApplicationScoped
public class PlanTools implements Toolbox {
    private static final Shape<View> VIEW = Shape.of(View.class);

    @Inject
    Plans plans;

    @Inject
    Namespaces namespaces;

    @Inject
    Clock clock;

    @Override
    public String title() {
        return "Tracking plans";
    }

    public record Create(
            @Doc(value = "Plan name, unique in the namespace", min = 1, max = 100, example = "web shop")
            String name,

            @Doc("Default: the key's own") @Nullable String namespace,

            @Doc(
                    value = "What happens to an event that breaks it; default warn",
                    allowed = {"allow", "warn", "drop"})
            @Nullable
            String enforcementMode,

            @Doc(
                    value = "Tracks it does not name; default: as enforcement_mode",
                    allowed = {"allow", "warn", "drop"})
            @Nullable
            String unplannedEvents,

            @Doc(
                    value = "Properties it does not name; default allow",
                    allowed = {"allow", "warn", "omit", "drop"})
            @Nullable
            String unplannedProperties,

            @Doc(
                    value =
                            "JSON Schema of whole events, a Segment or RudderStack plan, or {events:{name:{properties}}}",
                    example =
                            "{\"events\":{\"Order Completed\":{\"properties\":{\"required\":[\"revenue\"],\"properties\":{\"revenue\":{\"type\":\"number\"}}}}}}")
            JsonObject schema) {}

    public record Created(boolean created, View trackingPlan) {}

    public record Update(
            @Doc("From list_tracking_plans") UUID id,

            @Doc(value = "New name", min = 1, max = 100) @Nullable
            String name,

            @Doc(
                    value = "What happens to an event that breaks it",
                    allowed = {"allow", "warn", "drop"})
            @Nullable
            String enforcementMode,

            @Doc(
                    value = "Tracks it does not name",
                    allowed = {"allow", "warn", "drop"})
            @Nullable
            String unplannedEvents,

            @Doc(
                    value = "Properties it does not name",
                    allowed = {"allow", "warn", "omit", "drop"})
            @Nullable
            String unplannedProperties,

            @Doc("Becomes a new version, which counts from now on") @Nullable
            JsonObject schema,

            @Doc(value = "An earlier version that shall count again", min = 1) @Nullable
            Integer version,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record Updated(
            @Nullable Boolean updated,
            @Nullable View trackingPlan,
            @Nullable Boolean found,
            @Nullable UUID id) {}

    public record Delete(
            @Doc("From list_tracking_plans") UUID id,
            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record Deleted(
            @Nullable Boolean deleted, @Nullable Boolean found, UUID id) {}

    @Tool(
            name = "create_tracking_plan",
            title = "Create a tracking plan",
            description =
                    "Adds a tracking plan: from now on every event of the namespace is checked against it. allow records"
                            + " nothing, warn records violations, drop also keeps the event out of the log. Made from"
                            + " real events by infer_tracking_plan.",
            route = "POST /tracking-plans",
            right = Right.CONFIGURE)
    @Transactional
    public Created create(Caller caller, Create args) {
        Recognised recognised = Recognised.of(args.schema());
        Policy policy = policy(args);
        Namespace namespace = namespaces.forWriting(caller, args.namespace());
        UUID id = UUID.randomUUID();
        plans.named().checkName(namespace.id(), args.name(), id);
        Plan plan = new Plan(id, namespace.id(), args.name(), policy, clock.instant());
        plans.add(namespace.id(), plan);
        plans.keep(id, 1, args.schema(), recognised, clock.instant());
        return new Created(true, plans.view(namespace, plan));
    }

    private static Policy policy(Create args) {
        Action mode = action(args.enforcementMode(), Action.WARN);
        return new Policy(mode, action(args.unplannedEvents(), mode), action(args.unplannedProperties(), Action.ALLOW));
    }

    private static Action action(@Nullable String wire, Action usual) {
        return wire == null ? usual : Action.of(wire);
    }

    @Tool(
            name = "update_tracking_plan",
            title = "Update a tracking plan",
            description =
                    "Changes a tracking plan; what is left out stays. A schema becomes a new version; earlier ones stay"
                            + " and can be made to count again.",
            route = "PUT /tracking-plans/{id}",
            right = Right.CONFIGURE,
            hints = Tool.Hint.IDEMPOTENT)
    @Transactional
    public Updated update(Caller caller, Update args) {
        Optional<Recognised> recognised = recognised(args);
        Optional<Namespace> namespace = namespaces.forReading(caller, args.namespace());
        Optional<Plan> found = namespace.flatMap(in -> plans.named().find(in.id(), args.id()));
        if (namespace.isEmpty() || found.isEmpty()) {
            return new Updated(null, null, false, args.id());
        }
        Plan plan = found.get();
        String name = Objects.requireNonNullElse(args.name(), plan.name());
        plans.named().checkName(namespace.get().id(), name, plan.id());
        plans.touch();
        plan.change(name, policy(args, plan.policy()), version(args, plan, recognised), clock.instant());
        return new Updated(true, plans.view(namespace.get(), plan), null, null);
    }

    private static Optional<Recognised> recognised(Update args) {
        if (args.schema() != null && args.version() != null) {
            throw Problem.invalid(
                    "version", "names an earlier schema and schema brings a new one; leave one of them out");
        }
        return Optional.ofNullable(args.schema()).map(Recognised::of);
    }

    private int version(Update args, Plan plan, Optional<Recognised> recognised) {
        if (args.schema() != null && recognised.isPresent()) {
            int next = plans.next(plan.id());
            plans.keep(plan.id(), next, args.schema(), recognised.get(), clock.instant());
            return next;
        }
        return args.version() == null
                ? plan.currentVersion()
                : plans.version(plan, args.version()).number();
    }

    private static Policy policy(Update args, Policy before) {
        return new Policy(
                action(args.enforcementMode(), before.mode()),
                action(args.unplannedEvents(), before.events()),
                action(args.unplannedProperties(), before.properties()));
    }

    @Tool(
            name = "delete_tracking_plan",
            title = "Delete a tracking plan",
            description =
                    "Removes a tracking plan with its versions and violations. Events are not checked by it any more.",
            route = "DELETE /tracking-plans/{id}",
            right = Right.CONFIGURE,
            hints = {Tool.Hint.DESTRUCTIVE, Tool.Hint.IDEMPOTENT})
    @Transactional
    public Deleted delete(Caller caller, Delete args) {
        Optional<Plan> found = namespaces
                .forReading(caller, args.namespace())
                .flatMap(namespace -> plans.named().find(namespace.id(), args.id()));
        found.ifPresent(plans::remove);
        return found.isPresent() ? new Deleted(true, null, args.id()) : new Deleted(null, false, args.id());
    }

    /** What an approval must find unchanged; also refuses what the call itself would refuse. */
    @Override
    @Transactional
    public JsonObject standing(Caller caller, ToolEntry entry, Record arguments) {
        if (arguments instanceof Update update) {
            recognised(update);
            return shown(caller, update.namespace(), update.id());
        }
        if (arguments instanceof Delete delete) {
            return shown(caller, delete.namespace(), delete.id());
        }
        if (arguments instanceof Create create) {
            Recognised.of(create.schema());
            namespaces
                    .forReading(caller, create.namespace())
                    .ifPresent(namespace -> plans.named().checkName(namespace.id(), create.name(), UUID.randomUUID()));
        }
        return JsonValue.EMPTY_JSON_OBJECT;
    }

    private JsonObject shown(Caller caller, @Nullable String requested, UUID id) {
        Namespace namespace = namespaces.forReading(caller, requested).orElseThrow(() -> Plans.missing(id));
        Plan plan = plans.named().find(namespace.id(), id).orElseThrow(() -> Plans.missing(id));
        return VIEW.encode(plans.view(namespace, plan));
    }
}
