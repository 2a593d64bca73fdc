package io.cairo.access;

import io.cairo.base.Problem;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: the authenticated key of this request, with its rights.
 *
 * @param keyId the registered key; null in open mode and for the operator's {@code CAIRO_ADMIN_KEY}
 * @param namespace the only namespace this key may touch; null for a key of the whole tenant
 */
public record Caller(
        @Nullable UUID keyId,
        Kind kind,
        Role role,
        String tenant,
        @Nullable String namespace) {

    /** No key has it: keys have random ids. */
    private static final UUID SYSTEM = new UUID(0, 1);

    /** Cairo itself, when it tells of itself in a tenant's namespace {@value Namespace#SYSTEM}. */
    public static Caller system(String tenant) {
        return new Caller(SYSTEM, Kind.SK, Role.EDITOR, tenant, Namespace.SYSTEM);
    }

    /** Whether this is Cairo itself. */
    public boolean isSystem() {
        return SYSTEM.equals(keyId);
    }

    /** What a key is for; the first letters of the key say it. */
    public enum Kind {
        /** Browser ingest: may be read by anyone who looks at the page. */
        PK,
        /** Server: ingest, read and, by role, configure. */
        SK,
        /** Read only. */
        RK,
        /** Read across the whole tenant, at the account endpoint only. */
        AK;

        /** As written: {@code pk}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the holder of a server key may change. */
    public enum Role {
        VIEWER,
        EDITOR,
        ADMIN;

        /** As written: {@code viewer}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a tool or a route may need. */
    public enum Right {
        /** Send messages. */
        INGEST,
        /** Ask questions. */
        READ,
        /** Change destinations, plans and the like. */
        CONFIGURE,
        /** Make and revoke keys and namespaces. */
        ADMINISTER,
        /** Ask across all namespaces of the tenant. */
        ACCOUNT,
        /** Make tenants and set their plans: whoever runs this installation. */
        OPERATE;

        /** As written: {@code ingest}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The rights that this kind and role have together. */
    public Set<Right> rights() {
        return switch (kind) {
            case PK -> EnumSet.of(Right.INGEST);
            case RK -> EnumSet.of(Right.READ);
            case AK -> EnumSet.of(Right.READ, Right.ACCOUNT);
            case SK ->
                switch (role) {
                    case VIEWER -> EnumSet.of(Right.INGEST, Right.READ);
                    case EDITOR -> EnumSet.of(Right.INGEST, Right.READ, Right.CONFIGURE);
                    case ADMIN ->
                        isOperator()
                                ? EnumSet.complementOf(EnumSet.of(Right.ACCOUNT))
                                : EnumSet.of(Right.INGEST, Right.READ, Right.CONFIGURE, Right.ADMINISTER);
                };
        };
    }

    /** Whether this is whoever runs the installation: no registered key is. */
    public boolean isOperator() {
        return keyId == null && kind == Kind.SK && role == Role.ADMIN;
    }

    public boolean may(Right right) {
        return rights().contains(right);
    }

    /** @throws Problem INSUFFICIENT_SCOPE if the caller lacks the right */
    public void require(Right right) {
        if (!may(right)) {
            throw new Problem(
                    Problem.Code.INSUFFICIENT_SCOPE,
                    "This needs the right %s; the key is %s with role %s"
                            .formatted(right.wire(), kind.wire(), role.wire()));
        }
    }
}
