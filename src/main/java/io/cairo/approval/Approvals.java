package io.cairo.approval;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.approval.Approval.Status;
import io.cairo.base.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The approvals of every tenant. Administrators see all of their tenant, others their own; who is pinned to a namespace
 * sees that namespace's only. Every change is one statement in a transaction of its own, whatever the container does.
 */
@ApplicationScoped
public class Approvals {
    /** What waits longer can no longer be decided. */
    static final Duration LIFE = Duration.ofDays(7);

    /** What runs longer has lost its node: it is reported as failed, and not run again. */
    static final Duration LONGEST_RUN = Duration.ofMinutes(10);

    /** Until then a call that took longer than it should may still say what came of it. */
    private static final Duration LOST = Duration.ofDays(1);

    /** How many may wait in a tenant. */
    static final int MOST_PENDING = 1_000;

    private static final String UNKNOWN =
            "Outcome unknown: the node that made the call stopped before it could say. Look at what it would have changed,"
                    + " and request it again if it is still needed";

    private static final String VISIBLE = """
            SELECT * FROM (
              SELECT id, tenant, namespace, requested_by, requester_kind, requester_role, tool, summary, before,
                     requested_at, expires_at, decided_by, decided_at, note,
                     CASE WHEN status = 'pending' AND expires_at <= ? THEN 'expired'
                          WHEN status = 'running' AND decided_at <= ? THEN 'failed'
                          ELSE status END AS status,
                     CASE WHEN status = 'running' THEN '%s' ELSE error END AS error
              FROM approval WHERE tenant = ?) AS approval
            WHERE (?::text IS NULL OR namespace = ?) AND (? OR requested_by IS NOT DISTINCT FROM ?)
            """.formatted(UNKNOWN);

    @Inject
    Database database;

    @Inject
    Clock clock;

    /** What is asked for; the arguments are sealed. */
    @SuppressWarnings("ArrayRecordComponent")
    record Request(UUID id, Caller requester, String tool, JsonObject summary, JsonObject before, byte[] arguments) {}

    /** Puts a request in the queue; false if as many as may wait there already. */
    boolean add(Request request) {
        Caller requester = request.requester();
        clear(requester.tenant());
        Instant now = clock.instant();
        return change(
                        """
                        INSERT INTO approval (id, tenant, namespace, tool, summary, before, arguments, requested_by,
                                              requester_kind, requester_role, requested_at, expires_at)
                        SELECT ?, ?, ?, ?, ?::json, ?::json, ?, ?::uuid, ?, ?, ?, ?
                        WHERE (SELECT count(*) FROM approval WHERE tenant = ? AND status = 'pending') < ?""",
                        request.id(),
                        requester.tenant(),
                        requester.namespace(),
                        request.tool(),
                        request.summary().toString(),
                        request.before().toString(),
                        request.arguments(),
                        requester.keyId(),
                        requester.kind().wire(),
                        requester.role().wire(),
                        at(now),
                        at(now.plus(LIFE)),
                        requester.tenant(),
                        MOST_PENDING)
                == 1;
    }

    /** Nobody can run these any more, so their arguments go. */
    private void clear(String tenant) {
        Instant now = clock.instant();
        change("""
                UPDATE approval SET status = 'expired', arguments = NULL
                WHERE tenant = ? AND status = 'pending' AND expires_at <= ?""", tenant, at(now));
        change("""
                UPDATE approval SET status = 'failed', error = ?, arguments = NULL
                WHERE tenant = ? AND status = 'running' AND decided_at <= ?""", UNKNOWN, tenant, at(now.minus(LOST)));
    }

    Optional<Approval> find(Caller viewer, UUID id) {
        List<@Nullable Object> parameters = visible(viewer);
        parameters.add(id);
        return database.first(VISIBLE + " AND id = ?", Approval::of, parameters.toArray());
    }

    /**
     * The newest first.
     *
     * @param place the time and id of the last one of the page before; empty for the first page
     */
    List<Approval> list(Caller viewer, @Nullable Status status, List<String> place, int limit) {
        List<@Nullable Object> parameters = visible(viewer);
        String wanted = status == null ? null : status.wire();
        parameters.add(wanted);
        parameters.add(wanted);
        boolean first = place.isEmpty();
        parameters.add(first);
        parameters.add(first ? null : at(Instant.parse(place.get(0))));
        parameters.add(first ? null : UUID.fromString(place.get(1)));
        parameters.add(limit);
        return database.query(VISIBLE + """
                AND (?::text IS NULL OR status = ?) AND (? OR (requested_at, id) < (?::timestamptz, ?::uuid))
                ORDER BY requested_at DESC, id DESC LIMIT ?""", Approval::of, parameters.toArray());
    }

    /** Moves a pending approval to running; only one of all who try at once gets the sealed arguments. */
    Optional<byte[]> claim(UUID id, Caller decider, @Nullable String note) {
        Instant now = clock.instant();
        return database
                .inTransaction(connection -> Database.query(
                        connection,
                        """
                        UPDATE approval SET status = 'running', decided_by = ?::uuid, decided_at = ?, note = ?
                        WHERE id = ? AND tenant = ? AND status = 'pending' AND expires_at > ? RETURNING arguments""",
                        row -> row.getBytes(1),
                        decider.keyId(),
                        at(now),
                        note,
                        id,
                        decider.tenant(),
                        at(now)))
                .stream()
                .findFirst();
    }

    /** Whether it was pending until now. */
    boolean reject(UUID id, Caller decider, @Nullable String note) {
        Instant now = clock.instant();
        return change("""
                        UPDATE approval SET status = 'rejected', decided_by = ?::uuid, decided_at = ?, note = ?, arguments = NULL
                        WHERE id = ? AND tenant = ? AND status = 'pending' AND expires_at > ?""", decider.keyId(), at(now), note, id, decider.tenant(), at(now)) == 1;
    }

    /** @param secret whether the result has parts that may be shown once only */
    void finish(UUID id, byte[] result, boolean secret) {
        change(
                "UPDATE approval SET status = 'done', result = ?, result_secret = ?, arguments = NULL"
                        + " WHERE id = ? AND status = 'running'",
                result,
                secret,
                id);
    }

    void fail(UUID id, String error) {
        change(
                "UPDATE approval SET status = 'failed', error = ?, arguments = NULL WHERE id = ? AND status = 'running'",
                error,
                id);
    }

    /** The sealed result of a call that is done. */
    Optional<byte[]> result(UUID id) {
        return database.first(
                "SELECT result FROM approval WHERE id = ? AND status = 'done'", row -> row.getBytes(1), id);
    }

    /** Replaces a result by what is left of it without its secrets; true once only. */
    boolean redeem(UUID id, byte[] rest) {
        return change("UPDATE approval SET result = ?, result_secret = false WHERE id = ? AND result_secret", rest, id)
                == 1;
    }

    private int change(String sql, @Nullable Object... parameters) {
        return database.inTransaction(connection -> Database.update(connection, sql, parameters));
    }

    private List<@Nullable Object> visible(Caller viewer) {
        Instant now = clock.instant();
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(at(now));
        parameters.add(at(now.minus(LONGEST_RUN)));
        parameters.add(viewer.tenant());
        parameters.add(viewer.namespace());
        parameters.add(viewer.namespace());
        parameters.add(viewer.may(Right.ADMINISTER));
        parameters.add(viewer.keyId());
        return parameters;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
