package io.cairo.transformation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * JavaScript that changes a namespace's events, all or those for one destination. Its code is in its versions. How it fares is
 * written by {@link Troubles} and only read here.
 */
@Entity
@Table(name = "transformation")
public class Transformation {
    @Id
    private UUID id;

    @Column(name = "namespace_id", updatable = false)
    private int namespaceId;

    private String name;

    /** A text, and written by {@link Transformations}: of a missing UUID EclipseLink makes a text or a failure. */
    @Column(name = "destination_id", insertable = false, updatable = false)
    private @Nullable String destinationId;

    private boolean enabled;

    @Column(name = "execution_order")
    private int executionOrder;

    @Column(name = "on_error")
    private String onError;

    @Column(name = "limit_ms")
    private int limitMillis;

    @Column(name = "current_version")
    private int currentVersion;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Version
    private int version;

    @Column(insertable = false, updatable = false)
    private String state = State.ACTIVE.wire();

    @Column(name = "paused_reason", insertable = false, updatable = false)
    private @Nullable String pausedReason;

    @Column(name = "paused_at", insertable = false, updatable = false)
    private @Nullable Instant pausedAt;

    @Column(insertable = false, updatable = false)
    private long errors;

    @Column(insertable = false, updatable = false)
    private long kills;

    @Column(name = "last_error", insertable = false, updatable = false)
    private @Nullable String lastError;

    @Column(name = "last_error_line", insertable = false, updatable = false)
    private @Nullable Integer lastErrorLine;

    @Column(name = "last_error_at", insertable = false, updatable = false)
    private @Nullable Instant lastErrorAt;

    @Column(name = "last_message_id", insertable = false, updatable = false)
    private @Nullable String lastMessageId;

    /** Whether it runs. */
    enum State {
        ACTIVE,
        /** It has killed its worker too often; until it is changed or enabled anew, events follow {@code on_error}. */
        PAUSED;

        /** As written: {@code paused}. */
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @SuppressWarnings("NullAway.Init") // JPA fills the fields
    protected Transformation() {}

    @SuppressWarnings("NullAway.Init") // change() fills the others
    Transformation(UUID id, int namespaceId, Settings settings, Instant now) {
        this.id = id;
        this.namespaceId = namespaceId;
        this.createdAt = now;
        change(settings, 1, now);
    }

    UUID id() {
        return id;
    }

    Settings settings() {
        return new Settings(
                name,
                destinationId == null ? null : UUID.fromString(destinationId),
                enabled,
                executionOrder,
                OnError.of(onError),
                Duration.ofMillis(limitMillis));
    }

    int currentVersion() {
        return currentVersion;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    boolean isPaused() {
        return state.equals(State.PAUSED.wire());
    }

    State state() {
        return isPaused() ? State.PAUSED : State.ACTIVE;
    }

    /** How it has fared so far. */
    Health health() {
        return new Health(pausedReason, pausedAt, errors, kills, lastError, lastErrorLine, lastErrorAt, lastMessageId);
    }

    final void change(Settings settings, int newCurrentVersion, Instant now) {
        this.name = settings.name();
        this.destinationId = settings.destinationId() == null
                ? null
                : settings.destinationId().toString();
        this.enabled = settings.enabled();
        this.executionOrder = settings.order();
        this.onError = settings.onError().wire();
        this.limitMillis = (int) settings.limit().toMillis();
        this.currentVersion = newCurrentVersion;
        this.updatedAt = now;
    }
}
