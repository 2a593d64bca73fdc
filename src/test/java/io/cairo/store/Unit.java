package io.cairo.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** The application's persistence unit: Arquillian injects beans into tests, and no resources. */
@ApplicationScoped
public class Unit {
    @PersistenceContext(unitName = "cairo")
    EntityManager entities;

    /** Joins the transaction of whoever uses it. */
    public EntityManager entities() {
        return entities;
    }
}
