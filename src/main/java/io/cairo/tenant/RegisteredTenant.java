package io.cairo.tenant;

import io.cairo.access.Tenant;
import io.cairo.access.Tenant.Plan;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;

/** A tenant as it is kept. */
@Entity
@Table(name = "tenant")
public class RegisteredTenant {
    @Id
    private String name;

    @Convert(converter = Plans.class)
    private Plan plan;

    private boolean governed;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // JPA fills the fields
    protected RegisteredTenant() {}

    RegisteredTenant(String name, Plan plan, Instant now) {
        this.name = name;
        this.plan = plan;
        this.createdAt = now;
    }

    /** As the rest of Cairo knows it. */
    Tenant tenant() {
        return new Tenant(name, plan, governed);
    }

    Instant createdAt() {
        return createdAt;
    }

    /** From now on it has what this plan gives. */
    void subscribe(Plan to) {
        this.plan = to;
    }

    /** Whether changes wait for a second administrator everywhere. */
    void govern(boolean everywhere) {
        this.governed = everywhere;
    }

    /** Plans as the column has them. */
    @Converter
    public static class Plans implements AttributeConverter<Plan, String> {
        @Override
        public String convertToDatabaseColumn(Plan plan) {
            return plan.wire();
        }

        @Override
        public Plan convertToEntityAttribute(String column) {
            return Plan.valueOf(column.toUpperCase(Locale.ROOT));
        }
    }
}
