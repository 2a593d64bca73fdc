package io.cairo.audit;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.JsonTree;
import io.cairo.message.Identifier;
import io.cairo.tool.Cursor;
import io.cairo.tool.Cursors;
import io.cairo.tool.Doc;
import io.cairo.tool.Page;
import io.cairo.tool.Rows;
import io.cairo.tool.Tool;
import io.cairo.tool.Toolbox;
import io.cairo.tool.Wire;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows what was done to people's data. */
@ApplicationScoped
public class AuditTools implements Toolbox {
    private static final int USUAL = 50;

    @Inject
    AuditLog log;

    @Inject
    Namespaces namespaces;

    @Inject
    Cursors cursors;

    @Override
    public String title() {
        return "People's rights";
    }

    public record Query(
            @Doc(value = "Only about this user ID, email or anonymous ID", min = 1, max = 1000) @Nullable
            String userId,

            @Doc("Only of this namespace; default: the key's own, else all") @Nullable
            String namespace,

            @Doc(value = "How many; default 50", min = 1, max = 200) @Nullable
            Integer limit,

            @Doc("next_cursor of the page before") @Nullable String cursor) {}

    /**
     * An entry as lists show it.
     *
     * @param performedBy a key's id, or "operator"
     * @param subjects how many identifiers of the person it covers; the identifiers themselves are not known
     * @param intact whether it is as it was written, and follows the entry before
     */
    public record Shown(
            long seq,
            Instant at,
            String action,
            String performedBy,
            @Nullable String namespace,
            int subjects,
            JsonObject details,
            boolean intact) {}

    /** @param intact false if one of these was changed, or one before it taken out */
    public record Queried(
            int count,
            @Rows(by = "at") @Wire("auditLog") List<Shown> auditLog,
            boolean intact,
            boolean truncated,
            @Nullable String nextCursor,
            @Nullable String hint) {}

    @Tool(
            name = "query_audit_log",
            title = "Query the audit log",
            description =
                    "Shows what was done to people's data, newest first: suppressing, deleting, exporting, with counts."
                            + " People are known by hashes only. Says if an entry was changed or removed.",
            route = "GET /audit-log",
            right = Right.ADMINISTER,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Queried query(Caller caller, Query args) {
        boolean all = args.namespace() == null && caller.namespace() == null;
        Optional<Namespace> one = all ? Optional.empty() : namespaces.forReading(caller, args.namespace());
        Page<AuditLog.Found> page = all || one.isPresent() ? page(caller, one.orElse(null), args) : Page.none();
        return new Queried(
                page.count(),
                page.map(AuditTools::shown).rows(),
                page.rows().stream().allMatch(AuditLog.Found::intact),
                page.truncated(),
                page.nextCursor(),
                page.hint());
    }

    private Page<AuditLog.Found> page(Caller caller, @Nullable Namespace namespace, Query args) {
        Cursor cursor = cursors.of(caller, "query_audit_log", namespace == null ? null : namespace.name(), args);
        int limit = args.limit() == null ? USUAL : args.limit();
        List<AuditLog.Found> found = log.find(
                caller.tenant(),
                namespace == null ? null : namespace.id(),
                args.userId() == null ? null : Identifier.readings(args.userId()),
                cursor.place().isEmpty() ? null : Long.valueOf(cursor.place().get(0)),
                limit + 1);
        return Page.of(found, limit, cursor, row -> List.of(row.seq()));
    }

    private static Shown shown(AuditLog.Found found) {
        Entry entry = found.entry();
        return new Shown(
                found.seq(),
                entry.at(),
                entry.action(),
                entry.actor(),
                found.namespaceName(),
                entry.subjects().size(),
                JsonTree.readObject(entry.details().getBytes(StandardCharsets.UTF_8)),
                found.intact());
    }
}
