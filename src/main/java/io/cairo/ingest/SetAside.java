package io.cairo.ingest;

import io.cairo.base.CopyStream;
import io.cairo.base.Database;
import io.cairo.message.Message;
import io.cairo.message.Passage;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The originals of messages that a stage changed or dropped, with the reason, for some days: so that it can be explained and
 * counted, and is not lost.
 */
@ApplicationScoped
public class SetAside {
    private static final int COLUMNS = 13;
    private static final String COPY = """
            COPY set_aside (namespace_id, message_id, received_at, occurred_at, type, name, subject, user_id,
                            anonymous_id, email, platform, reason, payload) FROM STDIN (FORMAT binary)""";

    /**
     * A plan made while the table was all but empty reads it whole, and is kept while it grows: so whole reads are ruled out,
     * and so is a join, which would read the whole index instead.
     */
    private static final String KEPT = """
            SET LOCAL enable_seqscan = off;
            SELECT message_id FROM set_aside WHERE namespace_id = ? AND message_id = ANY (?)""";

    /** Everybody inserts in the same order, so that two groups with ids in common wait for each other and never both. */
    private static final Comparator<Passage> ORDER = Comparator.<Passage>comparingInt(
                    passage -> passage.original().namespace())
            .thenComparing(passage -> passage.original().messageId());

    private record Id(int namespace, String messageId) {
        static Id of(Message message) {
            return new Id(message.namespace(), message.messageId());
        }
    }

    /**
     * Keeps the originals of those that were changed or dropped, in the caller's transaction.
     *
     * @param fresh whose ids are taken to be new; with one that is not, all fails
     * @param unsure which may have been kept before
     * @return those of the unsure ones that were not; of several with the same id one
     * @throws SQLException a unique violation if one of the fresh ones is kept already, or another transaction has just kept
     *     one of any: roll back and try again, without any that are fresh
     */
    Set<Message> keep(Connection connection, List<Passage> fresh, List<Passage> unsure) throws SQLException {
        Set<Id> kept = unsure.isEmpty() ? Set.of() : kept(connection, unsure);
        List<Passage> found = unsure.stream()
                .filter(passage -> kept.add(Id.of(passage.original())))
                .toList();
        copy(
                connection,
                Stream.concat(fresh.stream(), found.stream()).sorted(ORDER).toList());
        return found.stream().map(Passage::original).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<Id> kept(Connection connection, List<Passage> some) throws SQLException {
        Map<Integer, List<String>> ids = new TreeMap<>();
        for (Passage passage : some) {
            Message message = passage.original();
            ids.computeIfAbsent(message.namespace(), namespace -> new ArrayList<>())
                    .add(message.messageId());
        }
        Set<Id> kept = new HashSet<>();
        for (Map.Entry<Integer, List<String>> namespace : ids.entrySet()) {
            kept.addAll(Database.query(
                    connection,
                    KEPT,
                    row -> new Id(namespace.getKey(), row.getString(1)),
                    namespace.getKey(),
                    namespace.getValue().toArray(String[]::new)));
        }
        return kept;
    }

    private static void copy(Connection connection, List<Passage> fresh) throws SQLException {
        if (fresh.isEmpty()) {
            return;
        }
        CopyStream rows = new CopyStream();
        fresh.forEach(passage -> write(rows, passage.original(), passage.aside()));
        rows.send(connection, COPY);
    }

    private static void write(CopyStream rows, Message message, @Nullable String reason) {
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
                .utf8(message.payload());
    }
}
