package io.cairo.ingest;

import io.cairo.base.CopyStream;
import io.cairo.base.Database;
import io.cairo.message.Message;
import io.cairo.message.Passage;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The originals of messages that a stage changed or dropped, with the reason, for some days: so that it can be explained and
 * counted, and is not lost.
 */
@ApplicationScoped
public class SetAside {
    private static final int COLUMNS = 13;
    private static final int ABOUT_THE_REST = 400;
    private static final String COPY = """
            COPY set_aside (namespace_id, message_id, received_at, occurred_at, type, name, subject, user_id,
                            anonymous_id, email, platform, reason, payload) FROM STDIN (FORMAT binary)""";

    /** A plan made while the table was all but empty reads it whole, and is kept while it grows: so whole reads are ruled out. */
    private static final String KEPT = """
            SET LOCAL enable_seqscan = off;
            SELECT o.namespace_id, o.message_id FROM unnest(?::integer[], ?::text[]) AS o (namespace_id, message_id)
            JOIN set_aside USING (namespace_id, message_id)""";

    private record Id(int namespace, String messageId) {
        static Id of(Message message) {
            return new Id(message.namespace(), message.messageId());
        }
    }

    /**
     * Keeps the originals of those that were changed or dropped, in the caller's transaction.
     *
     * @return those that were not kept before; of several with the same id one
     * @throws SQLException a unique violation if another transaction has just kept one of them: roll back and try again
     */
    Set<Message> keep(Connection connection, List<Passage> passages) throws SQLException {
        List<Passage> some = passages.stream()
                .filter(passage -> passage.aside() != null)
                .sorted(Comparator.<Passage>comparingInt(
                                passage -> passage.original().namespace())
                        .thenComparing(passage -> passage.original().messageId()))
                .toList();
        if (some.isEmpty()) {
            return Set.of();
        }
        Set<Id> kept = kept(connection, some);
        List<Passage> fresh = some.stream()
                .filter(passage -> kept.add(Id.of(passage.original())))
                .toList();
        copy(connection, fresh);
        return fresh.stream().map(Passage::original).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<Id> kept(Connection connection, List<Passage> some) throws SQLException {
        return new HashSet<>(Database.query(
                connection,
                KEPT,
                row -> new Id(row.getInt(1), row.getString(2)),
                some.stream().map(passage -> passage.original().namespace()).toArray(Integer[]::new),
                some.stream().map(passage -> passage.original().messageId()).toArray(String[]::new)));
    }

    private static void copy(Connection connection, List<Passage> fresh) throws SQLException {
        if (fresh.isEmpty()) {
            return;
        }
        int size = fresh.stream()
                .mapToInt(passage -> passage.original().payload().length + ABOUT_THE_REST)
                .sum();
        CopyStream rows = new CopyStream(size);
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
