package io.cairo.ingest;

import io.cairo.base.Database;
import io.cairo.message.Message;
import io.cairo.message.Passage;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The originals of messages that a stage changed or dropped, with the reason, for some days: so that it can be explained and
 * counted, and is not lost.
 */
@ApplicationScoped
public class SetAside {
    private static final String INSERT = """
            INSERT INTO set_aside (namespace_id, message_id, received_at, occurred_at, type, name, subject, user_id,
                                   anonymous_id, email, platform, reason, payload)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json) ON CONFLICT DO NOTHING""";

    /**
     * Keeps the originals of those that were changed or dropped, in the caller's transaction.
     *
     * @return those that were not kept before
     */
    Set<Message> keep(Connection connection, List<Passage> passages) throws SQLException {
        List<Passage> some = passages.stream()
                .filter(passage -> passage.aside() != null)
                .sorted(Comparator.<Passage>comparingInt(
                                passage -> passage.original().namespace())
                        .thenComparing(passage -> passage.original().messageId()))
                .toList();
        Set<Message> kept = new LinkedHashSet<>();
        for (Passage passage : some) {
            if (insert(connection, passage) > 0) {
                kept.add(passage.original());
            }
        }
        return kept;
    }

    private static int insert(Connection connection, Passage passage) throws SQLException {
        Message original = passage.original();
        return Database.update(
                connection,
                INSERT,
                original.namespace(),
                original.messageId(),
                Timestamp.from(original.receivedAt()),
                Timestamp.from(original.timestamp()),
                original.type().wire(),
                original.name(),
                original.subject(),
                original.userId(),
                original.anonymousId(),
                original.email(),
                original.platform(),
                passage.aside(),
                new String(original.payload(), StandardCharsets.UTF_8));
    }
}
