package io.cairo.audit;

import io.cairo.access.Caller;
import io.cairo.access.Namespace;
import io.cairo.base.Database;
import io.cairo.base.KeyedHash;
import io.cairo.base.Signer;
import io.cairo.message.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Appends to the log of each tenant and reads it. */
@ApplicationScoped
public class AuditLog {
    /** Any number that nothing else in this database locks together with a tenant. */
    private static final int LOCK = 0x6361_6902;

    private static final String OPERATOR = "operator";

    private static final String SELECT = """
            SELECT a.seq, a.namespace_id, a.at, a.actor, a.action, a.subjects, a.details, a.previous, a.hash, b.hash,
                   (SELECT name FROM namespace n WHERE n.id = a.namespace_id)
            FROM audit a LEFT JOIN audit b ON b.tenant = a.tenant AND b.seq = a.seq - 1
            WHERE a.tenant = ? AND (?::integer IS NULL OR a.namespace_id = ?) AND (?::text[] IS NULL OR a.subjects && ?::text[])
              AND (?::bigint IS NULL OR a.seq < ?)
            ORDER BY a.seq DESC LIMIT ?""";

    @Inject
    Database database;

    @Inject
    Signer signer;

    @Inject
    Clock clock;

    /**
     * An entry as it was read.
     *
     * @param namespaceName null for what concerns the whole tenant, or a namespace that is gone
     * @param intact whether it and its link to the entry before are what was once written
     */
    record Found(long seq, Entry entry, @Nullable String namespaceName, boolean intact) {}

    @SuppressWarnings("ArrayRecordComponent") // a column
    private record Last(long seq, byte[] hash) {}

    /** How the log names a caller: the id of the key, or that it was somebody without a registered one. */
    public static String actor(Caller caller) {
        UUID key = caller.keyId();
        return key == null ? OPERATOR : key.toString();
    }

    /**
     * Appends an entry in the caller's transaction; until that ends, others of the tenant wait, so let it be the last thing.
     *
     * @param actor see {@link #actor}
     * @param details must name nobody
     */
    public void append(
            Connection connection,
            Namespace namespace,
            String actor,
            String action,
            Collection<Identifier> subjects,
            JsonObject details)
            throws SQLException {
        Entry entry = new Entry(
                namespace.tenant(),
                namespace.id(),
                clock.instant(),
                actor,
                action,
                hashes(namespace.tenant(), subjects),
                details.toString());
        Last last = last(connection, entry.tenant());
        long seq = last.seq() + 1;
        Database.update(
                connection,
                """
                INSERT INTO audit (tenant, seq, namespace_id, at, actor, action, subjects, details, previous, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?)""",
                entry.tenant(),
                seq,
                entry.namespace(),
                entry.at().atOffset(ZoneOffset.UTC),
                entry.actor(),
                entry.action(),
                entry.subjects().toArray(String[]::new),
                entry.details(),
                last.hash(),
                Chain.hash(last.hash(), seq, entry));
    }

    private static Last last(Connection connection, String tenant) throws SQLException {
        Database.query(connection, "SELECT pg_advisory_xact_lock(?, hashtext(?))", row -> "", LOCK, tenant);
        return Database.query(
                        connection,
                        "SELECT seq, hash FROM audit WHERE tenant = ? ORDER BY seq DESC LIMIT 1",
                        row -> new Last(row.getLong(1), row.getBytes(2)),
                        tenant)
                .stream()
                .findFirst()
                .orElseGet(() -> new Last(0, Chain.beginning()));
    }

    /**
     * The newest first, at most {@code limit}.
     *
     * @param namespace null for the whole tenant
     * @param about null for entries about anybody
     * @param before null to begin at the newest
     */
    List<Found> find(
            String tenant,
            @Nullable Integer namespace,
            @Nullable Collection<Identifier> about,
            @Nullable Long before,
            int limit) {
        String[] subjects = about == null ? null : hashes(tenant, about).toArray(String[]::new);
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(tenant);
        parameters.add(namespace);
        parameters.add(namespace);
        parameters.add(subjects);
        parameters.add(subjects);
        parameters.add(before);
        parameters.add(before);
        parameters.add(limit);
        return database.query(SELECT, row -> found(tenant, row), parameters.toArray());
    }

    private static Found found(String tenant, ResultSet row) throws SQLException {
        Entry entry = new Entry(
                tenant,
                row.getObject(2, Integer.class),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getString(4),
                row.getString(5),
                Arrays.asList((String[]) row.getArray(6).getArray()),
                row.getString(7));
        long seq = row.getLong(1);
        byte[] previous = row.getBytes(8);
        byte @Nullable [] before = seq == 1 ? Chain.beginning() : row.getBytes(10);
        boolean intact =
                Arrays.equals(previous, before) && Arrays.equals(row.getBytes(9), Chain.hash(previous, seq, entry));
        return new Found(seq, entry, row.getString(11), intact);
    }

    private List<String> hashes(String tenant, Collection<Identifier> identifiers) {
        KeyedHash hashes = signer.hashes("audit of tenant " + Objects.requireNonNull(tenant));
        return identifiers.stream()
                .map(identifier -> hashes.of(identifier.key()))
                .toList();
    }
}
