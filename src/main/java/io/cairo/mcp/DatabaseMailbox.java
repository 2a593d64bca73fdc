package io.cairo.mcp;

import io.cairo.base.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;

/** The mailbox that all nodes share. */
@ApplicationScoped
public class DatabaseMailbox implements Mailbox {
    @Inject
    Database database;

    @Inject
    Clock clock;

    /** Whoever leaves something also takes out what nobody wants any more. */
    @Override
    public void put(String address, String text, Duration life) {
        database.update("DELETE FROM mcp_mail WHERE until < ?", clock.instant().atOffset(ZoneOffset.UTC));
        database.update("""
                INSERT INTO mcp_mail (address, body, until) VALUES (?, ?, ?)
                ON CONFLICT (address) DO UPDATE SET body = excluded.body, until = excluded.until""", address, text, clock.instant().plus(life).atOffset(ZoneOffset.UTC));
    }

    @Override
    public Optional<String> look(String address) {
        return database.first("SELECT body FROM mcp_mail WHERE address = ?", row -> row.getString(1), address);
    }
}
