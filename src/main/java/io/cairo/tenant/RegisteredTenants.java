package io.cairo.tenant;

import io.cairo.access.Tenant.Plan;
import io.cairo.base.Problem;
import io.cairo.base.Revisions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The tenants, to be edited. Call inside a transaction. */
@ApplicationScoped
public class RegisteredTenants {
    /** What changes when a tenant is made or edited. */
    static final String TOPIC = "tenant";

    @PersistenceContext(unitName = "cairo")
    EntityManager entities;

    @Inject
    Revisions revisions;

    @Inject
    Clock clock;

    /** @throws Problem CONFLICT if there is one of that name */
    RegisteredTenant add(String name, Plan plan) {
        change();
        if (find(name).isPresent()) {
            throw new Problem(
                    Problem.Code.CONFLICT, "name: there is a tenant of that name; take another or use update_tenant");
        }
        RegisteredTenant added = new RegisteredTenant(name, plan, clock.instant());
        entities.persist(added);
        return added;
    }

    /** Those whose name comes after the given one, by name, at most {@code limit}. */
    List<RegisteredTenant> list(String after, int limit) {
        return entities.createQuery(
                        "SELECT t FROM RegisteredTenant t WHERE t.name > :after ORDER BY t.name",
                        RegisteredTenant.class)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }

    Optional<RegisteredTenant> find(String name) {
        return Optional.ofNullable(entities.find(RegisteredTenant.class, name));
    }

    /** The tenant, to be changed: nobody else changes one until the transaction ends. */
    Optional<RegisteredTenant> change(String name) {
        change();
        return find(name);
    }

    private void change() {
        revisions.bump(TOPIC);
    }
}
