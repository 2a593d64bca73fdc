package io.cairo.event;

import io.cairo.base.JsonTree;
import io.cairo.message.Message;
import jakarta.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stored message. For reading one; the log is written with COPY and its many rows are read with SQL. */
@Entity
@Table(name = "event")
public class Event {
    @EmbeddedId
    private EventId id;

    @Column(name = "namespace_id")
    private int namespace;

    @Column(name = "received_at")
    private Instant receivedAt;

    @Column(name = "occurred_at")
    private Instant occurredAt;

    private String type;
    private @Nullable String name;

    @Column(name = "message_id")
    private String messageId;

    private String subject;

    @Column(name = "user_id")
    private @Nullable String userId;

    @Column(name = "anonymous_id")
    private @Nullable String anonymousId;

    private @Nullable String email;
    private String platform;

    @Convert(converter = JsonColumn.class)
    private String payload;

    @SuppressWarnings("NullAway.Init") // JPA fills the fields
    protected Event() {}

    public EventId id() {
        return id;
    }

    public Message.Type type() {
        return Message.Type.of(type).orElseThrow();
    }

    /** The event of a track, the name of a page or screen. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    public String messageId() {
        return messageId;
    }

    public String subject() {
        return subject;
    }

    public String platform() {
        return platform;
    }

    /** When it happened, by the server's clock. */
    public Instant occurredAt() {
        return occurredAt;
    }

    public Instant receivedAt() {
        return receivedAt;
    }

    /** The whole message, as destinations get it. */
    public JsonObject payload() {
        return JsonTree.readObject(payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Whom it names: the user, else the email, else the visitor without a name. */
    public Optional<String> person() {
        return Optional.ofNullable(userId)
                .or(() -> Optional.ofNullable(email))
                .or(() -> Optional.ofNullable(anonymousId));
    }
}
