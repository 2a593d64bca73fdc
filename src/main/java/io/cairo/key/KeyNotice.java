package io.cairo.key;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Says once, when Cairo starts, who may come in. */
@Singleton
@Startup
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class KeyNotice {
    private static final Logger LOG = System.getLogger(KeyNotice.class.getName());

    @Inject
    KeyCheck check;

    @PostConstruct
    void say() {
        if (!check.isOpen()) {
            LOG.log(Level.INFO, "Cairo is locked: every request needs a registered key");
            return;
        }
        if (check.isOpenToAll()) {
            LOG.log(
                    Level.WARNING,
                    "Cairo is OPEN TO EVERYBODY (CAIRO_OPEN=any): any key from any address may do anything, until the"
                            + " first create_key locks it");
            return;
        }
        LOG.log(
                Level.INFO,
                "Cairo is open: any key is accepted, from this machine only, until the first create_key locks it");
    }
}
