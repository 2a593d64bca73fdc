package io.cairo.tenant;

import io.cairo.access.Tenant;
import io.cairo.access.Tenant.Plan;
import io.cairo.access.Tenants;
import io.cairo.base.Database;
import io.cairo.base.Recent;
import io.cairo.base.Revisions;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Tells the edges what a tenant is, without a statement for each request. */
@ApplicationScoped
public class TenantLookup implements Tenants {
    private static final Duration LIFE = Duration.ofSeconds(5);
    private static final int MOST = 10_000;

    @Inject
    Database database;

    @Inject
    Revisions revisions;

    @Inject
    Clock clock;

    @SuppressWarnings("NullAway.Init") // start() makes it, before anybody can call
    private Recent<String, Optional<Tenant>> known;

    @PostConstruct
    void start() {
        known = new Recent<>(clock, LIFE, MOST);
        revisions.watch(RegisteredTenants.TOPIC, known::clear);
    }

    @Override
    public Tenant get(String name) {
        return find(name).orElseGet(() -> new Tenant(name, Plan.BUSINESS, false));
    }

    @Override
    public Optional<Tenant> find(String name) {
        return known.get(name, () -> read(name));
    }

    private Optional<Tenant> read(String name) {
        return database.first(
                "SELECT plan, governed FROM tenant WHERE name = ?",
                row -> new Tenant(name, Plan.valueOf(row.getString(1).toUpperCase(Locale.ROOT)), row.getBoolean(2)),
                name);
    }
}
