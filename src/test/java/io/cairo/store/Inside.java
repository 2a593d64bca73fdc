package io.cairo.store;

import io.cairo.access.Namespaces;
import io.cairo.base.Database;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.UserTransaction;

/** What a test that runs inside Liberty works with: a bean of the application, since the test class itself is none. */
@Dependent
public class Inside {
    @PersistenceContext(unitName = "cairo")
    EntityManager entities;

    @Resource
    UserTransaction transaction;

    @Inject
    Database database;

    @Inject
    Namespaces namespaces;

    static Inside look() {
        return CDI.current().select(Inside.class).get();
    }
}
