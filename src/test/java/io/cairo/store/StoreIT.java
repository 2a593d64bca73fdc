package io.cairo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.access.Caller;
import jakarta.persistence.metamodel.EntityType;
import java.io.File;
import java.net.URISyntaxException;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Runs inside Liberty, in the application's own classes, over a PostgreSQL that Cairo's migrations have made. */
@Isolated("it starts a server, which takes every processor")
@ExtendWith(ArquillianExtension.class)
class StoreIT {
    /** The product's rules out the parts of libraries, of which the one that runs these tests is one. */
    private static final String WEB_XML = "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\"/>";

    @Deployment
    static WebArchive cairo() throws URISyntaxException {
        return ShrinkWrap.create(ZipImporter.class, "store.war")
                .importFrom(new File(System.getProperty("cairo.war")))
                .as(WebArchive.class)
                .setWebXML(new StringAsset(WEB_XML))
                .addPackage(StoreIT.class.getPackage())
                .addAsLibraries(libraryOf(Assertions.class));
    }

    private static File libraryOf(Class<?> type) throws URISyntaxException {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void loadsEveryEntityFromTheMigratedSchema() {
        Inside inside = Inside.look();
        List<String> names = inside.entities.getMetamodel().getEntities().stream()
                .map(EntityType::getName)
                .sorted()
                .toList();

        assertThat(names).contains("ApiKey", "Destination", "Event", "RegisteredTenant");
        for (String name : names) {
            List<Object> loaded = inside.entities
                    .createQuery("SELECT e FROM " + name + " e", Object.class)
                    .setMaxResults(1)
                    .getResultList();
            assertThat(loaded).as(name).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void keepsWhatIsCommittedAndNothingOfWhatIsRolledBack() throws Exception {
        Inside inside = Inside.look();
        inside.transaction.begin();
        insertNamespace(inside, "committed");
        inside.transaction.commit();
        inside.transaction.begin();
        insertNamespace(inside, "undone");
        inside.transaction.rollback();

        assertThat(inside.database.query("SELECT name FROM namespace", row -> row.getString(1)))
                .contains("committed")
                .doesNotContain("undone");
    }

    @Test
    void makesANamespaceWhenItIsFirstWrittenTo() {
        Inside inside = Inside.look();
        Caller caller = new Caller(UUID.randomUUID(), Caller.Kind.SK, Caller.Role.ADMIN, "default", null);

        int id = inside.namespaces.forWriting(caller, "fresh").id();

        assertThat(inside.namespaces.forReading(caller, "fresh").orElseThrow().id())
                .isEqualTo(id);
        assertThat(inside.namespaces.forReading(caller, "never-written")).isEmpty();
        assertThatThrownBy(() -> inside.namespaces.forWriting(caller, "No Name"))
                .hasMessageContaining("namespace");
    }

    private static void insertNamespace(Inside inside, String name) {
        inside.entities
                .createNativeQuery("INSERT INTO namespace (tenant, name) VALUES ('store', ?1)")
                .setParameter(1, name)
                .executeUpdate();
    }
}
