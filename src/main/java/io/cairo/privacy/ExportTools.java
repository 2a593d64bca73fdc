package io.cairo.privacy;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.message.Person;
import io.cairo.privacy.Subjects.Subject;
import io.cairo.tool.Cursor;
import io.cairo.tool.Cursors;
import io.cairo.tool.Doc;
import io.cairo.tool.Tool;
import io.cairo.tool.Toolbox;
import io.cairo.tool.Wire;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands people what is kept about them. */
@ApplicationScoped
public class ExportTools implements Toolbox {
    private static final int USUAL = 50;

    @Inject
    Export export;

    @Inject
    Demands demands;

    @Inject
    Subjects subjects;

    @Inject
    Namespaces namespaces;

    @Inject
    Cursors cursors;

    @Override
    public String title() {
        return "People's rights";
    }

    public record ExportUser(
            @Doc(value = "User ID, email or anonymous ID", min = 1, max = 1000)
            String userId,

            @Doc("Its type, if others have the same name") @Nullable
            String identityType,

            @Doc(value = "How many rows; default 50", min = 1, max = 200) @Nullable
            Integer limit,

            @Doc("next_cursor of the page before") @Nullable String cursor,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    /** A row of a table, as what it is about may read it. */
    public record Kept(String table, JsonObject data) {}

    /** @param found whether anything is kept about the person */
    public record Exported(
            @Wire("userId") String userId,
            boolean found,
            int count,
            @io.cairo.tool.Rows List<Kept> rows,
            boolean truncated,
            @Nullable String nextCursor,
            @Nullable String hint) {}

    @Tool(
            name = "gdpr_export_user",
            title = "Export a user",
            description =
                    "Hands out everything that is kept about a person, under all their identifiers, table by table (GDPR"
                            + " Article 15); of one table at most the first 20,000 rows. The audit log notes it.",
            route = "GET /users/{user_id}/export",
            right = Right.ADMINISTER,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Exported export(Caller caller, ExportUser args) {
        return namespaces
                .forReading(caller, args.namespace())
                .map(namespace -> export(caller, namespace, args))
                .orElseGet(() -> new Exported(args.userId(), false, 0, List.of(), false, null, null));
    }

    private Exported export(Caller caller, Namespace namespace, ExportUser args) {
        Cursor cursor = cursors.of(caller, "gdpr_export_user", namespace.name(), args);
        Subject subject = subjects.find(namespace.id(), args.userId(), args.identityType());
        Person person = subject.person();
        List<String> place = cursor.place();
        Export.Rows page = export.page(
                person,
                place.isEmpty() ? "" : place.get(0),
                place.isEmpty() ? -1 : Integer.parseInt(place.get(1)),
                args.limit() == null ? USUAL : args.limit());
        if (place.isEmpty() && !page.rows().isEmpty()) {
            demands.exported(caller, namespace, person);
        }
        return new Exported(
                args.userId(),
                subject.known() || !page.rows().isEmpty() || !place.isEmpty(),
                page.rows().size(),
                page.rows().stream()
                        .map(row -> new Kept(row.table(), row.data()))
                        .toList(),
                page.more(),
                page.more() ? after(cursor, page) : null,
                page.more()
                        ? "For more, call again with cursor set to next_cursor and the same other arguments"
                        : null);
    }

    private static String after(Cursor cursor, Export.Rows page) {
        Export.Row last = page.rows().get(page.rows().size() - 1);
        return cursor.after(List.of(last.table(), last.place()));
    }
}
