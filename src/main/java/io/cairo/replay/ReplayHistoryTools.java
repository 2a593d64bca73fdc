package io.cairo.replay;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespaces;
import io.cairo.base.Database;
import io.cairo.tool.Doc;
import io.cairo.tool.Tool;
import io.cairo.tool.Toolbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much of a namespace's events was sent once more, day by day. */
@ApplicationScoped
public class ReplayHistoryTools implements Toolbox {
    /** Older ones are not counted, so that the answer comes soon however many there are. */
    private static final int MOST_COUNTED = 500_000;

    /** Days are UTC's. Those of events, and beside each what replays that were begun on it have sent. */
    private static final String DAYS = """
            SELECT coalesce(e.day, r.day) AS day, coalesce(e.events, 0), coalesce(r.sent, 0)
            FROM (SELECT (received_at AT TIME ZONE 'UTC')::date::text AS day, count(*) AS events
                  FROM (SELECT received_at FROM event
                        WHERE namespace_id = ? AND received_at > now() - interval '30 days'
                        ORDER BY tx DESC, ord DESC LIMIT ?) AS newest
                  GROUP BY 1) AS e
            FULL JOIN (SELECT (created_at AT TIME ZONE 'UTC')::date::text AS day, sum(sent) AS sent FROM replay
                       WHERE namespace_id = ? AND created_at > now() - interval '30 days' GROUP BY 1) AS r ON r.day = e.day
            ORDER BY 1 DESC""";

    @Inject
    Database database;

    @Inject
    Namespaces namespaces;

    @Override
    public String title() {
        return "Replay";
    }

    public record History(
            @Doc("Default: the key's own") @Nullable String namespace) {}

    /**
     * A day.
     *
     * @param date in UTC
     * @param replayedEvents sent by replays that were begun on it
     */
    public record Day(String date, long totalEvents, long replayedEvents) {}

    public record Days(List<Day> history, @Nullable String note) {}

    @Tool(
            name = "replay_history",
            title = "Replay history",
            description = "Counts stored and replayed events of each of the last 30 days.",
            route = "GET /replay/history",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Days history(Caller caller, History args) {
        List<Day> days = namespaces
                .forReading(caller, args.namespace())
                .map(namespace -> days(namespace.id()))
                .orElse(List.of());
        long counted = days.stream().mapToLong(Day::totalEvents).sum();
        return new Days(
                days,
                counted < MOST_COUNTED ? null : "Of stored events the newest %d are counted".formatted(MOST_COUNTED));
    }

    private List<Day> days(int namespace) {
        return database.query(
                DAYS,
                row -> new Day(row.getString(1), row.getLong(2), row.getLong(3)),
                namespace,
                MOST_COUNTED,
                namespace);
    }
}
