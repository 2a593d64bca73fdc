package io.cairo.approval;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Role;
import io.cairo.base.JsonTree;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call that waits for a second administrator or was decided by one.
 *
 * @param requester who asked, with the rights that it runs with
 * @param summary the arguments as they may be shown
 * @param before what the call would change, as it was when it was asked
 * @param expiresAt when it can no longer be decided
 * @param status as of the time of asking
 * @param decidedBy null while undecided, and for a decider without a registered key
 * @param error what went wrong, if it failed
 */
record Approval(
        UUID id,
        Caller requester,
        String tool,
        JsonObject summary,
        JsonObject before,
        Instant requestedAt,
        Instant expiresAt,
        Status status,
        @Nullable UUID decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String note,
        @Nullable String error) {

    /** What has become of it. */
    enum Status {
        PENDING,
        RUNNING,
        DONE,
        REJECTED,
        FAILED,
        EXPIRED;

        /** As written: {@code pending}. */
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads a row that has these names. */
    static Approval of(ResultSet row) throws SQLException {
        Status status = Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
        return new Approval(
                row.getObject("id", UUID.class),
                requester(row),
                row.getString("tool"),
                json(row.getString("summary")),
                json(row.getString("before")),
                Objects.requireNonNull(instant(row, "requested_at")),
                Objects.requireNonNull(instant(row, "expires_at")),
                status,
                row.getObject("decided_by", UUID.class),
                instant(row, "decided_at"),
                row.getString("note"),
                status == Status.FAILED ? row.getString("error") : null);
    }

    private static Caller requester(ResultSet row) throws SQLException {
        return new Caller(
                row.getObject("requested_by", UUID.class),
                Kind.valueOf(row.getString("requester_kind").toUpperCase(Locale.ROOT)),
                Role.valueOf(row.getString("requester_role").toUpperCase(Locale.ROOT)),
                row.getString("tenant"),
                row.getString("namespace"));
    }

    private static JsonObject json(String text) {
        return JsonTree.readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Whether the caller is who asked; all callers without a registered key are one. */
    boolean isOf(Caller caller) {
        return Objects.equals(requester.keyId(), caller.keyId());
    }
}
