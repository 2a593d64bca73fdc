package io.cairo.ingest;

import io.cairo.base.CopyStream;
import io.cairo.base.Database;
import io.cairo.event.Retention;
import io.cairo.message.Message;
import io.cairo.message.Passage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The originals of messages that a stage changed or dropped, with the reason, for some days: so that it can be explained and
 * counted, and is not lost.
 */
@ApplicationScoped
public class SetAside {
    private static final int COLUMNS = 14;
    private static final String COPY = """
            COPY set_aside (namespace_id, message_id, received_at, occurred_at, type, name, subject, user_id,
                            anonymous_id, email, platform, reason, gone, payload) FROM STDIN (FORMAT binary)""";

    /**
     * A plan made while a table was all but empty reads it whole, and is kept while it grows: so whole reads are ruled out,
     * and so is a join, which would read the whole index instead.
     */
    private static final String KEPT = """
            SET LOCAL enable_seqscan = off;
            SELECT message_id FROM set_aside WHERE namespace_id = ? AND message_id = ANY (?) AND gone AND received_at >= ?
            UNION ALL
            SELECT message_id FROM event WHERE namespace_id = ? AND message_id = ANY (?) AND received_at >= ?""";

    /** Everybody inserts in the same order, so that two groups with ids in common wait for each other and never both. */
    private static final Comparator<Passage> ORDER = Comparator.<Passage>comparingInt(
                    passage -> passage.original().namespace())
            .thenComparing(passage -> passage.original().messageId());

    @Inject
    Retention retention;

    @Inject
    Clock clock;

    private record Id(int namespace, String messageId) {
        static Id of(Message message) {
            return new Id(message.namespace(), message.messageId());
        }
    }

    /**
     * Keeps the originals of those that were changed or dropped, in the caller's transaction.
     *
     * @param changed whose events are new in the log; so are their originals here
     * @param gone of which no event with their id goes on
     * @return those of the gone ones that came for the first time: neither kept nor stored before; of several with the same id
     *     one
     * @throws SQLException a unique violation if another transaction has just kept one that is gone: roll back and try again
     */
    Set<Message> keep(Connection connection, List<Passage> changed, List<Passage> gone) throws SQLException {
        List<Passage> found = gone.isEmpty() ? List.of() : unknown(connection, gone);
        if (changed.isEmpty() && found.isEmpty()) {
            return Set.of();
        }
        CopyStream rows = new CopyStream();
        changed.forEach(passage -> write(rows, passage.original(), passage.aside(), false));
        found.forEach(passage -> write(rows, passage.original(), passage.aside(), true));
        rows.send(connection, COPY);
        return found.stream().map(Passage::original).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<Passage> unknown(Connection connection, List<Passage> gone) throws SQLException {
        Instant now = clock.instant();
        if (AsidePartitions.SET_ASIDE.turnsNear(now)) {
            AsidePartitions.SET_ASIDE.takeTurns(connection);
        }
        Set<Id> kept = kept(connection, gone, now.minus(retention.deduplication()));
        return gone.stream()
                .filter(passage -> kept.add(Id.of(passage.original())))
                .sorted(ORDER)
                .toList();
    }

    private static Set<Id> kept(Connection connection, List<Passage> some, Instant since) throws SQLException {
        Map<Integer, List<String>> ids = new TreeMap<>();
        for (Passage passage : some) {
            Message message = passage.original();
            ids.computeIfAbsent(message.namespace(), namespace -> new ArrayList<>())
                    .add(message.messageId());
        }
        Set<Id> kept = new HashSet<>();
        for (Map.Entry<Integer, List<String>> entry : ids.entrySet()) {
            int namespace = entry.getKey();
            String[] messageIds = entry.getValue().toArray(String[]::new);
            kept.addAll(Database.query(
                    connection,
                    KEPT,
                    row -> new Id(namespace, row.getString(1)),
                    namespace,
                    messageIds,
                    Timestamp.from(since),
                    namespace,
                    messageIds,
                    Timestamp.from(since)));
        }
        return kept;
    }

    private static void write(CopyStream rows, Message message, @Nullable String reason, boolean gone) {
        rows.row(COLUMNS)
                .int4(message.namespace())
                .text(message.messageId())
                .time(message.receivedAt())
                .time(message.timestamp())
                .text(message.type().wire())
                .text(message.name())
                .text(message.subject())
                .text(message.userId())
                .text(message.anonymousId())
                .text(message.email())
                .text(message.platform())
                .text(reason)
                .bool(gone)
                .utf8(message.payload());
    }
}
