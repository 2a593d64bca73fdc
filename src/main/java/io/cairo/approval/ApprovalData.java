package io.cairo.approval;

import io.cairo.access.Namespace;
import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.base.Sealer;
import io.cairo.message.Person;
import io.cairo.message.PersonalData;
import io.cairo.message.Redaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What calls that waited for a second administrator say about people. A call about somebody who is erased is called no more;
 * the one that runs is the erasure itself.
 */
@ApplicationScoped
public class ApprovalData implements PersonalData {
    private static final String TABLE = "approval";
    private static final int MOST_CHANGED = 200;

    private static final String SELECT = """
            SELECT id, namespace, summary, before, note, error, status, arguments, result FROM approval
            WHERE tenant = (SELECT tenant FROM namespace WHERE id = ?)""";

    @Inject
    Sealer sealer;

    /** What of an approval may say something about a person; what was sealed is open. */
    private record Said(
            String summary,
            String before,
            @Nullable String note,
            @Nullable String error,
            @Nullable String arguments,
            @Nullable String result) {}

    private record Row(UUID id, @Nullable String namespace, String status, Said said) {}

    private record Changed(Row row, Said said) {}

    @Override
    public Set<String> tables() {
        return Set.of(TABLE);
    }

    @Override
    public Map<String, List<JsonObject>> export(Connection connection, Person person, int limit) throws SQLException {
        List<JsonObject> exported = changed(connection, person, limit).stream()
                .map(changed -> JsonTree.JSON
                        .createObjectBuilder()
                        .add("id", changed.row().id().toString())
                        .add("status", changed.row().status())
                        .add("summary", json(changed.row().said().summary()))
                        .build())
                .toList();
        return Map.of(TABLE, exported);
    }

    @Override
    public Map<String, Long> erase(Connection connection, Person person) throws SQLException {
        long erased = 0;
        for (Changed changed : changed(connection, person, MOST_CHANGED)) {
            erased += write(connection, changed);
        }
        return Map.of(TABLE, erased);
    }

    private List<Changed> changed(Connection connection, Person person, int limit) throws SQLException {
        Redaction redaction = Redaction.of(person);
        String name = name(connection, person.namespace());
        List<Changed> changed = new ArrayList<>();
        for (Row row : Database.query(connection, SELECT, this::row, person.namespace())) {
            if (changed.size() < limit && isIn(name, row)) {
                Said without = without(redaction, row.said());
                if (!without.equals(row.said())) {
                    changed.add(new Changed(row, without));
                }
            }
        }
        return changed;
    }

    private static String name(Connection connection, int namespace) throws SQLException {
        return Database.query(connection, "SELECT name FROM namespace WHERE id = ?", row -> row.getString(1), namespace)
                .get(0);
    }

    /** The call's own namespace, as the call would have found it. */
    private static boolean isIn(String namespace, Row row) {
        String requested = json(row.said().summary()).getString("namespace", Namespace.DEFAULT);
        return namespace.equals(Objects.requireNonNullElse(row.namespace(), requested));
    }

    private static Said without(Redaction redaction, Said said) {
        return new Said(
                redaction.json(said.summary()),
                redaction.json(said.before()),
                said.note() == null ? null : redaction.text(said.note()),
                said.error() == null ? null : redaction.text(said.error()),
                said.arguments() == null ? null : redaction.json(said.arguments()),
                said.result() == null ? null : redaction.json(said.result()));
    }

    private int write(Connection connection, Changed changed) throws SQLException {
        UUID id = changed.row().id();
        Said said = changed.said();
        boolean overtaken = changed.row().status().equals("pending")
                && !Objects.equals(said.arguments(), changed.row().said().arguments());
        String result = said.result();
        String arguments = said.arguments();
        return Database.update(
                connection,
                """
                UPDATE approval SET summary = ?::json, before = ?::json, note = ?, error = ?, result = ?,
                  arguments = CASE WHEN status = 'pending' AND ? THEN NULL WHEN status = 'running' THEN ?::bytea
                              ELSE arguments END,
                  status = CASE WHEN status = 'pending' AND ? THEN 'expired' ELSE status END
                WHERE id = ?""",
                said.summary(),
                said.before(),
                said.note(),
                said.error(),
                result == null ? null : sealer.seal(id, result),
                overtaken,
                arguments == null ? null : sealer.seal(id, arguments),
                overtaken,
                id);
    }

    private Row row(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Row(
                id,
                row.getString("namespace"),
                row.getString("status"),
                new Said(
                        row.getString("summary"),
                        row.getString("before"),
                        row.getString("note"),
                        row.getString("error"),
                        opened(id, row.getBytes("arguments")),
                        opened(id, row.getBytes("result"))));
    }

    private @Nullable String opened(UUID id, byte @Nullable [] sealed) {
        return sealed == null ? null : sealer.open(id, sealed);
    }

    private static JsonObject json(String text) {
        return JsonTree.readObject(text.getBytes(StandardCharsets.UTF_8));
    }
}
