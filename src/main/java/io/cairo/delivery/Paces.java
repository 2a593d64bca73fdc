package io.cairo.delivery;

import io.cairo.base.Database;
import io.cairo.destination.Connector.Rate;
import java.util.UUID;

/**
 * How much each destination with a throttle may get, whoever sends to it, new events or old, and from whichever node: one
 * account in the database, which everybody settles between slices. So the rate holds on average; at one moment those who send
 * may each be at what was left when they asked, two seconds' worth at most. For many threads.
 */
public final class Paces {
    /** Nobody waits for the disk: what a crash of the database forgets here are moments of a throttle. */
    private static final String SETTLE = """
            INSERT INTO delivery_pace AS p (destination_id, events, requests, filled_at)
            SELECT id, ?::float8 - ?, ?::float8 - ?, now() FROM destination WHERE id = ?
            ON CONFLICT (destination_id) DO UPDATE SET
              events = least(?, p.events - ? + ? * greatest(0, extract(epoch FROM now() - p.filled_at))),
              requests = least(?, p.requests - ? + ? * greatest(0, extract(epoch FROM now() - p.filled_at))),
              filled_at = greatest(p.filled_at, now())
            RETURNING events, requests, set_config('synchronous_commit', 'off', true)""";

    private final Database database;

    public Paces(Database database) {
        this.database = database;
    }

    private record Left(double events, double requests) {}

    /** Tells what was sent, and learns what is left. A destination without a throttle costs nothing. */
    public void settle(UUID destination, Pace pace) {
        if (pace.isUnlimited()) {
            return;
        }
        Rate rate = pace.rate();
        double events = Pace.kept(rate.events());
        double requests = Pace.kept(rate.requests());
        Pace.Spent spent = pace.spent();
        database.first(
                        SETTLE,
                        row -> new Left(row.getDouble(1), row.getDouble(2)),
                        events,
                        spent.events(),
                        requests,
                        spent.requests(),
                        destination,
                        events,
                        spent.events(),
                        rate.events(),
                        requests,
                        spent.requests(),
                        rate.requests())
                .ifPresent(left -> pace.left(left.events(), left.requests()));
    }
}
