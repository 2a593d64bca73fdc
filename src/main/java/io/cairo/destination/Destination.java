package io.cairo.destination;

import io.cairo.destination.rule.Rules;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Somewhere a namespace's events go: a connector type with the settings to reach one account. */
@Entity
@Table(name = "destination")
public class Destination {
    @Id
    private UUID id;

    @Column(name = "namespace_id", updatable = false)
    private int namespaceId;

    @Column(updatable = false)
    private String type;

    private String name;

    /** Sealed; the connector's settings record as JSON. */
    private byte[] settings;

    private boolean enabled = true;

    /** Message types, separated by commas. */
    @Column(name = "event_types")
    private String eventTypes;

    /** As {@code Rules} writes them. */
    private String rules = "{}";

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Version
    private int version;

    @SuppressWarnings("NullAway.Init") // JPA fills the fields
    protected Destination() {}

    Destination(
            UUID id,
            int namespaceId,
            String type,
            String name,
            byte[] settings,
            List<String> types,
            Rules rules,
            Instant now) {
        this.id = id;
        this.namespaceId = namespaceId;
        this.type = type;
        this.name = name;
        this.settings = settings;
        this.eventTypes = String.join(",", types);
        this.rules = rules.text();
        this.createdAt = now;
        this.updatedAt = now;
    }

    UUID id() {
        return id;
    }

    String type() {
        return type;
    }

    String name() {
        return name;
    }

    byte[] settings() {
        return settings;
    }

    boolean isEnabled() {
        return enabled;
    }

    List<String> types() {
        return List.of(eventTypes.split(","));
    }

    Rules rules() {
        return Rules.read(rules);
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    /** Everything that can be changed at once; a running delivery notices by the version. */
    void change(String newName, byte[] newSettings, List<String> types, Rules newRules, boolean enable, Instant now) {
        this.name = newName;
        this.settings = newSettings;
        this.eventTypes = String.join(",", types);
        this.rules = newRules.text();
        this.enabled = enable;
        this.updatedAt = now;
    }
}
