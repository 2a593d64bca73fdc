package io.cairo.plan;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** A tracking plan: what a namespace's events are agreed to look like. Its schema is in its versions. */
@Entity
@Table(name = "tracking_plan")
public class Plan {
    @Id
    private UUID id;

    @Column(name = "namespace_id", updatable = false)
    private int namespaceId;

    private String name;

    @Column(name = "enforcement_mode")
    private String enforcementMode;

    @Column(name = "unplanned_events")
    private String unplannedEvents;

    @Column(name = "unplanned_properties")
    private String unplannedProperties;

    @Column(name = "current_version")
    private int currentVersion;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Version
    private int version;

    @SuppressWarnings("NullAway.Init") // JPA fills the fields
    protected Plan() {}

    Plan(UUID id, int namespaceId, String name, Policy policy, Instant now) {
        this.id = id;
        this.namespaceId = namespaceId;
        this.name = name;
        this.enforcementMode = policy.mode().wire();
        this.unplannedEvents = policy.events().wire();
        this.unplannedProperties = policy.properties().wire();
        this.currentVersion = 1;
        this.createdAt = now;
        this.updatedAt = now;
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    Policy policy() {
        return new Policy(Action.of(enforcementMode), Action.of(unplannedEvents), Action.of(unplannedProperties));
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

    void change(String newName, Policy policy, int newCurrentVersion, Instant now) {
        this.name = newName;
        this.enforcementMode = policy.mode().wire();
        this.unplannedEvents = policy.events().wire();
        this.unplannedProperties = policy.properties().wire();
        this.currentVersion = newCurrentVersion;
        this.updatedAt = now;
    }
}
