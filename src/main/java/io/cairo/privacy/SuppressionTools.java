package io.cairo.privacy;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.JsonTree;
import io.cairo.suppression.Suppression;
import io.cairo.suppression.Suppressions;
import io.cairo.tool.Cursors;
import io.cairo.tool.Doc;
import io.cairo.tool.Page;
import io.cairo.tool.Rows;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.Toolbox;
import io.cairo.tool.Wire;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Leaves people alone: nothing of whom is suppressed is stored. */
@ApplicationScoped
public class SuppressionTools implements Toolbox {
    private static final int USUAL = 100;

    @Inject
    Demands demands;

    @Inject
    Subjects subjects;

    @Inject
    Suppressions suppressions;

    @Inject
    Namespaces namespaces;

    @Inject
    Cursors cursors;

    @Override
    public String title() {
        return "People's rights";
    }

    public record Suppress(
            @Doc(value = "User ID, email or anonymous ID", min = 1, max = 1000, example = "user-who-objects")
            String userId,

            @Doc("Its type, if others have the same name") @Nullable
            String identityType,

            @Doc(value = "Why; must not name the person", max = 200) @Nullable
            String reason,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    /** @param identifiers how many identifiers of the person are covered */
    public record Suppressed(
            boolean suppressed, @Wire("userId") String userId, int identifiers) {}

    public record Somebody(
            @Doc(value = "User ID, email or anonymous ID", min = 1, max = 1000, example = "user-who-objects")
            String userId,

            @Doc("Its type, if others have the same name") @Nullable
            String identityType,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    /** @param found false if nobody had suppressed them */
    public record Unsuppressed(
            boolean unsuppressed,
            @Wire("userId") String userId,
            boolean suppressed,
            @Nullable Boolean found) {}

    public record Checked(
            String userId,
            boolean suppressed,
            @Nullable String reason,
            @Nullable Instant suppressedAt) {}

    public record ListSuppressions(
            @Doc(value = "How many; default 100", min = 1, max = 500) @Nullable
            Integer limit,

            @Doc("next_cursor of the page before") @Nullable String cursor,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    /**
     * A suppression as lists show it.
     *
     * @param identifiers how many; which ones is not known
     */
    public record Shown(
            UUID id,
            String namespace,
            Instant suppressedAt,
            String suppressedBy,
            @Nullable String reason,
            int identifiers) {}

    public record Listed(
            int count,
            @Rows(by = "suppressed_at") List<Shown> suppressions,
            boolean truncated,
            @Nullable String nextCursor,
            @Nullable String hint) {}

    @Tool(
            name = "gdpr_suppress_user",
            title = "Suppress a user",
            description =
                    "From now on stores nothing about a person, under none of their identifiers; senders are told it was"
                            + " accepted. What is stored already stays: gdpr_delete_user removes it.",
            route = "POST /users/{user_id}/suppress",
            right = Right.CONFIGURE,
            hints = Tool.Hint.IDEMPOTENT)
    public Suppressed suppress(Caller caller, Suppress args) {
        Namespace namespace = namespaces.forWriting(caller, args.namespace());
        Subjects.Subject subject = subjects.find(namespace.id(), args.userId(), args.identityType());
        Suppression done = demands.suppress(caller, namespace, subject.person(), args.reason());
        return new Suppressed(true, args.userId(), done.identifiers());
    }

    @Tool(
            name = "gdpr_unsuppress_user",
            title = "Unsuppress a user",
            description =
                    "Lifts a person's suppression, by any identifier that it covers. What is sent from now on is stored.",
            route = "POST /users/{user_id}/unsuppress",
            right = Right.CONFIGURE,
            hints = Tool.Hint.IDEMPOTENT)
    public Unsuppressed unsuppress(Caller caller, Somebody args) {
        boolean lifted = namespaces
                .forReading(caller, args.namespace())
                .map(namespace -> demands.unsuppress(
                        caller,
                        namespace,
                        subjects.find(namespace.id(), args.userId(), args.identityType())
                                .person()))
                .orElse(false);
        return new Unsuppressed(true, args.userId(), false, lifted ? null : false);
    }

    @Tool(
            name = "gdpr_check_suppression",
            title = "Check a suppression",
            description = "Says whether a person is suppressed, by any identifier.",
            route = "GET /users/{user_id}/suppression-status",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Checked check(Caller caller, Somebody args) {
        Optional<Suppression> found = found(caller, args.userId(), args.identityType(), args.namespace());
        return new Checked(
                args.userId(),
                found.isPresent(),
                found.map(Suppression::reason).orElse(null),
                found.map(Suppression::suppressedAt).orElse(null));
    }

    private Optional<Suppression> found(
            Caller caller, String userId, @Nullable String type, @Nullable String namespace) {
        return namespaces
                .forReading(caller, namespace)
                .flatMap(in -> suppressions.find(
                        in.id(), subjects.find(in.id(), userId, type).person().identifiers()));
    }

    @Tool(
            name = "list_suppressions",
            title = "List suppressions",
            description =
                    "Lists who is suppressed in a namespace, newest first: when, by whom and why. Identifiers are not kept.",
            route = "GET /suppressions",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Listed list(Caller caller, ListSuppressions args) {
        Page<Shown> page = namespaces
                .forReading(caller, args.namespace())
                .map(namespace -> page(caller, namespace, args))
                .orElseGet(Page::none);
        return new Listed(page.count(), page.rows(), page.truncated(), page.nextCursor(), page.hint());
    }

    private Page<Shown> page(Caller caller, Namespace namespace, ListSuppressions args) {
        return cursors.of(caller, "list_suppressions", namespace.name(), args)
                .page(
                        args.limit(),
                        USUAL,
                        (place, most) -> suppressions.list(namespace.id(), place, most),
                        row -> List.of(row.suppressedAt(), row.id()))
                .map(row -> new Shown(
                        row.id(),
                        namespace.name(),
                        row.suppressedAt(),
                        row.suppressedBy(),
                        row.reason(),
                        row.identifiers()));
    }

    /** Whether they are suppressed now. */
    @Override
    public JsonObject standing(Caller caller, ToolEntry entry, Record arguments) {
        if (arguments instanceof Suppress args) {
            return suppressed(found(caller, args.userId(), args.identityType(), args.namespace()));
        }
        return arguments instanceof Somebody args
                ? suppressed(found(caller, args.userId(), args.identityType(), args.namespace()))
                : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static JsonObject suppressed(Optional<Suppression> found) {
        return JsonTree.JSON
                .createObjectBuilder()
                .add("suppressed", found.isPresent())
                .build();
    }
}
