package io.cairo.replay;

import io.cairo.base.Database;
import io.cairo.base.Sweep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Forgets replays thirty days after they ended, and those that nobody has resumed for as long after they were made. */
@ApplicationScoped
public class ReplaySweep implements Sweep {
    private static final String EXPIRED = """
            DELETE FROM replay WHERE finished_at < now() - interval '30 days'
              OR (state = 'paused' AND due_at < now() - interval '30 days' AND created_at < now() - interval '30 days')""";

    @Inject
    Database database;

    @Override
    public Duration period() {
        return Duration.ofMinutes(10);
    }

    @Override
    public int removeExpired() {
        return database.inTransaction(connection -> Database.update(connection, EXPIRED));
    }
}
