package io.cairo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.access.Caller;
import io.cairo.access.Namespaces;
import io.cairo.base.Database;
import jakarta.inject.Inject;
import jakarta.persistence.metamodel.EntityType;
import jakarta.transaction.UserTransaction;
import java.io.File;
import java.net.URISyntaxException;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs inside Liberty, in the application's own classes, over a PostgreSQL that Cairo's migrations have made. */
@ExtendWith(ArquillianExtension.class)
class StoreIT {
    @Inject
    Unit unit;

    @Inject
    UserTransaction transaction;

    @Inject
    Database database;

    @Inject
    Namespaces namespaces;

    @Deployment
    static WebArchive cairo() throws URISyntaxException {
        return ShrinkWrap.create(ZipImporter.class, "store.war")
                .importFrom(new File(System.getProperty("cairo.war")))
                .as(WebArchive.class)
                .addPackage(StoreIT.class.getPackage())
                .addAsLibraries(libraryOf(Assertions.class));
    }

    private static File libraryOf(Class<?> type) throws URISyntaxException {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void loadsEveryEntityFromTheMigratedSchema() {
        List<String> names = unit.entities().getMetamodel().getEntities().stream()
                .map(EntityType::getName)
                .sorted()
                .toList();

        assertThat(names).contains("ApiKey", "Destination", "Event");
        for (String name : names) {
            List<Object> loaded = unit.entities()
                    .createQuery("SELECT e FROM " + name + " e", Object.class)
                    .setMaxResults(1)
                    .getResultList();
            assertThat(loaded).as(name).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void keepsWhatIsCommittedAndNothingOfWhatIsRolledBack() throws Exception {
        transaction.begin();
        insertNamespace("committed");
        transaction.commit();
        transaction.begin();
        insertNamespace("undone");
        transaction.rollback();

        assertThat(database.query("SELECT name FROM namespace", row -> row.getString(1)))
                .contains("committed")
                .doesNotContain("undone");
    }

    @Test
    void makesANamespaceWhenItIsFirstWrittenTo() {
        Caller caller = new Caller(UUID.randomUUID(), Caller.Kind.SK, Caller.Role.ADMIN, "default", null);

        int id = namespaces.forWriting(caller, "fresh").id();

        assertThat(namespaces.forReading(caller, "fresh").orElseThrow().id()).isEqualTo(id);
        assertThat(namespaces.forReading(caller, "never-written")).isEmpty();
        assertThatThrownBy(() -> namespaces.forWriting(caller, "No Name")).hasMessageContaining("namespace");
    }

    private void insertNamespace(String name) {
        unit.entities()
                .createNativeQuery("INSERT INTO namespace (tenant, name) VALUES ('store', ?1)")
                .setParameter(1, name)
                .executeUpdate();
    }
}
