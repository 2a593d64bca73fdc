package io.cairo.privacy;

import io.cairo.access.Namespace;
import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.base.Sealer;
import io.cairo.base.Signer;
import io.cairo.message.Identifier;
import io.cairo.message.Person;
import io.cairo.privacy.Erasure.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The erasures of every namespace; each change is part of the caller's transaction. */
@ApplicationScoped
public class Erasures {
    private static final String SELECT = """
            SELECT e.id, n.id, n.tenant, n.name, n.title, n.created_at, e.identifiers, e.known, e.state, e.steps,
                   e.requested_by, e.erased_at
            FROM erasure e JOIN namespace n ON n.id = e.namespace_id WHERE\s""";

    @Inject
    Database database;

    @Inject
    Sealer sealer;

    @Inject
    Signer signer;

    @Inject
    Clock clock;

    /** Begins one, or goes on with one of the same person that has not ended; answers its id. */
    UUID begin(Connection connection, Namespace namespace, Person person, boolean known, String by)
            throws SQLException {
        String subject = subject(person);
        Optional<UUID> running =
                Database.query(connection, """
                        SELECT id FROM erasure WHERE namespace_id = ? AND subject = ?::text::bytea AND state = 'running'
                        ORDER BY requested_at LIMIT 1""", row -> row.getObject(1, UUID.class), namespace.id(), subject).stream()
                        .findFirst();
        if (running.isPresent()) {
            return running.get();
        }
        UUID id = UUID.randomUUID();
        Database.update(
                connection,
                """
                INSERT INTO erasure (id, namespace_id, subject, identifiers, known, steps, requested_by, requested_at)
                VALUES (?, ?, ?::text::bytea, ?, ?, '[]', ?, ?)""",
                id,
                namespace.id(),
                subject,
                sealed(id, person),
                known,
                by,
                clock.instant().atOffset(ZoneOffset.UTC));
        return id;
    }

    private String subject(Person person) {
        return "\\x"
                + signer.hashes("erasure in namespace " + person.namespace())
                        .of(person.identifiers().get(0).key());
    }

    Erasure get(UUID id) {
        return database.inTransaction(connection -> Database.query(connection, SELECT + "e.id = ?", this::erasure, id))
                .get(0);
    }

    /** Those that have not ended: first those that still have something to erase, then the oldest. */
    List<UUID> open() {
        return database.inTransaction(connection -> Database.query(
                connection,
                "SELECT id FROM erasure WHERE state <> 'done' ORDER BY state <> 'running', requested_at",
                row -> row.getObject(1, UUID.class)));
    }

    /** Writes down how far one has come. */
    void write(Connection connection, Erasure erasure) throws SQLException {
        JsonArrayBuilder steps = JsonTree.JSON.createArrayBuilder();
        erasure.steps().forEach(step -> steps.add(step.json()));
        Person person = erasure.person();
        Instant erasedAt = erasure.erasedAt();
        Database.update(
                connection,
                """
                UPDATE erasure SET identifiers = ?, state = ?, steps = ?::json, erased_at = ?::timestamptz,
                  finished_at = CASE WHEN ? = 'done' THEN ?::timestamptz END
                WHERE id = ?""",
                person == null ? null : sealed(erasure.id(), person),
                erasure.state().wire(),
                steps.build().toString(),
                erasedAt == null ? null : erasedAt.atOffset(ZoneOffset.UTC),
                erasure.state().wire(),
                clock.instant().atOffset(ZoneOffset.UTC),
                erasure.id());
    }

    private byte[] sealed(UUID id, Person person) {
        JsonArrayBuilder keys = JsonTree.JSON.createArrayBuilder();
        person.identifiers().forEach(identifier -> keys.add(identifier.key()));
        JsonObject json = JsonTree.JSON
                .createObjectBuilder()
                .add("person", person.id().toString())
                .add("identifiers", keys)
                .build();
        return sealer.seal(id, json.toString());
    }

    private @Nullable Person opened(UUID id, int namespace, byte @Nullable [] sealed) {
        if (sealed == null) {
            return null;
        }
        JsonObject json = JsonTree.readObject(sealer.open(id, sealed).getBytes(StandardCharsets.UTF_8));
        return new Person(
                namespace,
                UUID.fromString(json.getString("person")),
                json.getJsonArray("identifiers").getValuesAs(JsonString.class).stream()
                        .map(key -> Identifier.ofKey(key.getString()))
                        .toList());
    }

    private Erasure erasure(ResultSet row) throws SQLException {
        UUID id = row.getObject(1, UUID.class);
        Namespace namespace =
                new Namespace(row.getInt(2), row.getString(3), row.getString(4), row.getString(5), instant(row, 6));
        OffsetDateTime erasedAt = row.getObject(12, OffsetDateTime.class);
        return new Erasure(
                id,
                namespace,
                opened(id, namespace.id(), row.getBytes(7)),
                row.getBoolean(8),
                State.valueOf(row.getString(9).toUpperCase(Locale.ROOT)),
                JsonTree.read(row.getString(10).getBytes(StandardCharsets.UTF_8))
                        .asJsonArray()
                        .getValuesAs(JsonObject.class)
                        .stream()
                        .map(Step::of)
                        .toList(),
                row.getString(11),
                erasedAt == null ? null : erasedAt.toInstant());
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
