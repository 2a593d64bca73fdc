package io.cairo.key;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Role;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A registered key, without the key itself. It is never deleted, only revoked. */
@Entity
@Table(name = "api_key")
public class ApiKey {
    @Id
    private UUID id;

    @Column(updatable = false)
    private String tenant;

    @Column(updatable = false)
    private @Nullable String namespace;

    private String name;

    @Convert(converter = Kinds.class)
    @Column(updatable = false)
    private Kind kind;

    @Convert(converter = Roles.class)
    @Column(updatable = false)
    private Role role;

    @Column(updatable = false)
    private byte[] hash;

    @Column(name = "last_four", updatable = false)
    private String lastFour;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "last_used_at", insertable = false, updatable = false)
    private @Nullable Instant lastUsedAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    @SuppressWarnings("NullAway.Init") // JPA fills the fields
    protected ApiKey() {}

    /** Registers the key {@code text} for those whom {@code grant} describes; the grant's own key id is not used. */
    ApiKey(Caller grant, String name, String text, Instant now) {
        this.id = UUID.randomUUID();
        this.tenant = grant.tenant();
        this.namespace = grant.namespace();
        this.name = name;
        this.kind = grant.kind();
        this.role = grant.role();
        this.hash = KeyText.sha256(text);
        this.lastFour = KeyText.lastFour(text);
        this.createdAt = now;
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    String lastFour() {
        return lastFour;
    }

    Instant createdAt() {
        return createdAt;
    }

    Optional<Instant> lastUsedAt() {
        return Optional.ofNullable(lastUsedAt);
    }

    boolean isActive() {
        return revokedAt == null;
    }

    Optional<Instant> revokedAt() {
        return Optional.ofNullable(revokedAt);
    }

    /** Who calls with this key. */
    Caller caller() {
        return new Caller(id, kind, role, tenant, namespace);
    }

    /** The key stops working; revoking it again changes nothing. */
    void revoke(Instant now) {
        if (isActive()) {
            revokedAt = now;
        }
    }

    /** Kinds as the column has them. */
    @Converter
    public static class Kinds implements AttributeConverter<Kind, String> {
        @Override
        public String convertToDatabaseColumn(Kind kind) {
            return kind.wire();
        }

        @Override
        public Kind convertToEntityAttribute(String column) {
            return Kind.valueOf(column.toUpperCase(Locale.ROOT));
        }
    }

    /** Roles as the column has them. */
    @Converter
    public static class Roles implements AttributeConverter<Role, String> {
        @Override
        public String convertToDatabaseColumn(Role role) {
            return role.wire();
        }

        @Override
        public Role convertToEntityAttribute(String column) {
            return Role.valueOf(column.toUpperCase(Locale.ROOT));
        }
    }
}
