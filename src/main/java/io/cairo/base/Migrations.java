package io.cairo.base;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the schema up to date while the application starts, before any request is taken. A migration that fails stops the
 * start with one sentence. Every other {@code @Startup} bean depends on this one.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Migrations {
    private static final Logger LOG = System.getLogger(Migrations.class.getName());

    @Resource(lookup = "jdbc/cairo")
    DataSource source;

    @PostConstruct
    void migrate() {
        try {
            int done = apply(source);
            LOG.log(Level.INFO, "The schema is up to date ({0} migrations applied)", done);
        } catch (FlywayException | IllegalStateException e) {
            LOG.log(Level.ERROR, "Cairo cannot start, its database is not ready: {0}", reason(e));
            throw e;
        }
    }

    /** Applies what is missing; answers how many that were. */
    static int apply(DataSource source) {
        String[] nowhere = {}; // the scripts say themselves where they are
        return Flyway.configure()
                .dataSource(source)
                .locations(nowhere)
                .callbackLocations(nowhere)
                .resourceProvider(new Scripts())
                .load()
                .migrate()
                .migrationsExecuted;
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("unknown");
    }
}
