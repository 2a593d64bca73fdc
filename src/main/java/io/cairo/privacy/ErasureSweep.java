package io.cairo.privacy;

import io.cairo.base.Database;
import io.cairo.base.Failures;
import io.cairo.base.Sweep;
import io.cairo.suppression.Erased;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/**
 * Goes on with erasures that were left: by a node that stopped, by a request that would not wait longer, or until what was on
 * its way has arrived. Forgets who was erased long ago.
 */
@ApplicationScoped
public class ErasureSweep implements Sweep {
    private static final Logger LOG = System.getLogger(ErasureSweep.class.getName());

    /** Clients do not send anything again that is older. */
    private static final Duration NOBODY_SENDS_AGAIN = Duration.ofDays(30);

    @Inject
    Eraser eraser;

    @Inject
    Erasures erasures;

    @Inject
    Erased erased;

    @Inject
    Database database;

    @Inject
    Clock clock;

    @Override
    public Duration period() {
        return Duration.ofSeconds(15);
    }

    @Override
    public int removeExpired() {
        for (UUID id : erasures.open()) {
            goOn(id);
        }
        return database.inTransaction(
                connection -> erased.forget(connection, clock.instant().minus(NOBODY_SENDS_AGAIN)));
    }

    /** One that cannot be done, because a seal does not open or a namespace is stuck, must not keep others from being done. */
    private void goOn(UUID id) {
        try {
            Erasure unused = eraser.run(id, () -> true);
        } catch (RuntimeException e) {
            LOG.log(Failures.problem(e).isPresent() ? Level.DEBUG : Level.ERROR, "Erasure " + id + " waits", e);
        }
    }
}
