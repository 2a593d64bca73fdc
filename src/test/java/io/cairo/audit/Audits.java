package io.cairo.audit;

import io.cairo.base.Database;
import io.cairo.base.Signer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** The audit log without a container. */
public final class Audits {
    private Audits() {}

    public static AuditLog over(Database database, Clock clock) {
        AuditLog log = new AuditLog();
        log.database = database;
        log.signer = new Signer("the secret of the tests".getBytes(StandardCharsets.UTF_8));
        log.clock = clock;
        return log;
    }
}
