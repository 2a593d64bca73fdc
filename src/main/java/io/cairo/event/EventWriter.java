package io.cairo.event;

import io.cairo.base.CopyStream;
import io.cairo.base.Database;
import io.cairo.base.PartitionSpan;
import io.cairo.message.Message;
import io.cairo.message.Receipt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Appends messages to the log, each message id once.
 *
 * <p>Ids that are stored already are looked up first. Two transactions that bring the same new id at the same time meet in
 * the partition's unique index: one of them fails, and finds the id stored when it tries again. The index is per week, so
 * while a week turns writers take turns instead. While nothing has come twice of late, this week's ids are left to the index
 * from the beginning: looking each of them up cost a quarter of what inserting it costs.
 */
@ApplicationScoped
public class EventWriter {
    /** Who sends something again does so with more than one message. */
    private static final Duration REPEATS_LAST = Duration.ofSeconds(10);

    private static final int COLUMNS = 14;
    private static final String COPY = """
            COPY event (namespace_id, tx, ord, received_at, occurred_at, type, name, message_id, subject, user_id,
                        anonymous_id, email, platform, payload) FROM STDIN (FORMAT binary)""";

    /** A plan made while a partition was all but empty reads it whole, and is kept while it grows: so whole reads are ruled out. */
    private static final String SEEN = """
            SET LOCAL enable_seqscan = off;
            SELECT shift + pg_current_xact_id()::text::bigint,
                   ARRAY(SELECT message_id FROM event
                         WHERE namespace_id = ? AND message_id = ANY (?) AND received_at >= ? AND received_at < ?)
            FROM log_clock""";

    @Inject
    Retention retention;

    @Inject
    Clock clock;

    private volatile Instant repeatsUntil = Instant.MIN;

    private record Id(int namespace, String messageId) {}

    /** When what is looked up was received. */
    private record Span(Instant from, Instant until) {}

    /** What the database says before a group is written: its transaction's number and the ids it has. */
    private record Known(long tx, Set<Id> ids) {}

    /**
     * Appends what is new, in the caller's transaction.
     *
     * @param again whether it is tried again after a unique violation: then every id is looked up
     * @return a receipt for each message, in their order; it holds once the transaction is committed
     * @throws SQLException a unique violation if one of them is stored already, or another transaction has just stored it: roll
     *     back and try again
     */
    public List<Receipt> append(Connection connection, List<Message> messages, boolean again) throws SQLException {
        Instant now = clock.instant();
        boolean weekTurns = Partitions.EVENT.turnsNear(now);
        if (weekTurns) {
            Partitions.EVENT.takeTurns(connection);
        }
        boolean every = again || weekTurns || now.isBefore(repeatsUntil);
        Known known = known(connection, messages, span(now, every));
        if (again || !known.ids().isEmpty()) {
            repeatsUntil = now.plus(REPEATS_LAST);
        }
        return append(connection, messages, known);
    }

    /** Without this week what is received from now on is left to its index. */
    private Span span(Instant now, boolean every) {
        Instant until = every ? now.plus(Duration.ofDays(1)) : PartitionSpan.WEEK.begin(PartitionSpan.WEEK.of(now));
        return new Span(now.minus(retention.deduplication()), until);
    }

    private static List<Receipt> append(Connection connection, List<Message> messages, Known known)
            throws SQLException {
        List<Receipt> receipts = new ArrayList<>(messages.size());
        List<Message> fresh = new ArrayList<>(messages.size());
        for (Message message : messages) {
            boolean isNew = known.ids().add(new Id(message.namespace(), message.messageId()));
            receipts.add(new Receipt(message.messageId(), isNew ? Receipt.Fate.STORED : Receipt.Fate.DUPLICATE, ""));
            if (isNew) {
                fresh.add(message);
            }
        }
        if (!fresh.isEmpty()) {
            copy(connection, fresh, known.tx());
        }
        return receipts;
    }

    private static Known known(Connection connection, List<Message> messages, Span span) throws SQLException {
        Map<Integer, List<String>> ids = new LinkedHashMap<>();
        for (Message message : messages) {
            ids.computeIfAbsent(message.namespace(), namespace -> new ArrayList<>())
                    .add(message.messageId());
        }
        Set<Id> stored = new HashSet<>();
        long tx = 0;
        for (Map.Entry<Integer, List<String>> namespace : ids.entrySet()) {
            tx = seen(connection, namespace.getKey(), namespace.getValue(), span, stored);
        }
        return new Known(tx, stored);
    }

    private static long seen(Connection connection, int namespace, List<String> messageIds, Span span, Set<Id> stored)
            throws SQLException {
        return Database.query(
                        connection,
                        SEEN,
                        row -> {
                            Arrays.stream((String[]) row.getArray(2).getArray())
                                    .forEach(messageId -> stored.add(new Id(namespace, messageId)));
                            return row.getLong(1);
                        },
                        namespace,
                        messageIds.toArray(String[]::new),
                        Timestamp.from(span.from()),
                        Timestamp.from(span.until()))
                .get(0);
    }

    /** Everybody inserts in the same order, so that two groups with ids in common wait for each other and never both. */
    private static int[] byMessageId(List<Message> messages) {
        return IntStream.range(0, messages.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(
                                place -> messages.get(place).namespace())
                        .thenComparing(place -> messages.get(place).messageId()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static void copy(Connection connection, List<Message> messages, long tx) throws SQLException {
        CopyStream rows = new CopyStream();
        for (int place : byMessageId(messages)) {
            write(rows, messages.get(place), tx, place);
        }
        rows.send(connection, COPY);
    }

    private static void write(CopyStream rows, Message message, long tx, int ord) {
        rows.row(COLUMNS)
                .int4(message.namespace())
                .int8(tx)
                .int4(ord)
                .time(message.receivedAt())
                .time(message.timestamp())
                .text(message.type().wire())
                .text(message.name())
                .text(message.messageId())
                .text(message.subject())
                .text(message.userId())
                .text(message.anonymousId())
                .text(message.email())
                .text(message.platform())
                .utf8(message.payload());
    }
}
