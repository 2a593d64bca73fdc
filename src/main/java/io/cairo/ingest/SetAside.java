package io.cairo.ingest;

import io.cairo.base.Database;
import io.cairo.message.Message;
import io.cairo.message.Passage;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The originals of messages that a stage changed or dropped, with the reason, for some days: so that it can be explained and
 * counted, and is not lost.
 */
@ApplicationScoped
public class SetAside {
    /** One statement for a whole group: a transformation may change every message. */
    private static final String INSERT = """
            INSERT INTO set_aside (namespace_id, message_id, received_at, occurred_at, type, name, subject, user_id,
                                   anonymous_id, email, platform, reason, payload)
            SELECT namespace_id, message_id, received_at, occurred_at, type, name, subject, user_id,
                   anonymous_id, email, platform, reason, payload::json
            FROM unnest(?::integer[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
                        ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
              AS originals (namespace_id, message_id, received_at, occurred_at, type, name, subject, user_id,
                            anonymous_id, email, platform, reason, payload)
            ON CONFLICT DO NOTHING RETURNING namespace_id, message_id""";

    private record Id(int namespace, String messageId) {
        static Id of(Message message) {
            return new Id(message.namespace(), message.messageId());
        }
    }

    /**
     * Keeps the originals of those that were changed or dropped, in the caller's transaction.
     *
     * @return those that were not kept before; of several with the same id one
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
        Set<Id> inserted = insert(connection, some);
        Set<Message> kept = new LinkedHashSet<>();
        for (Passage passage : some) {
            if (inserted.remove(Id.of(passage.original()))) {
                kept.add(passage.original());
            }
        }
        return kept;
    }

    private static Set<Id> insert(Connection connection, List<Passage> some) throws SQLException {
        return new HashSet<>(Database.query(
                connection,
                INSERT,
                row -> new Id(row.getInt(1), row.getString(2)),
                some.stream().map(passage -> passage.original().namespace()).toArray(Integer[]::new),
                column(some, Message::messageId),
                column(some, message -> message.receivedAt().toString()),
                column(some, message -> message.timestamp().toString()),
                column(some, message -> message.type().wire()),
                column(some, Message::name),
                column(some, Message::subject),
                column(some, Message::userId),
                column(some, Message::anonymousId),
                column(some, Message::email),
                column(some, Message::platform),
                some.stream().map(Passage::aside).toArray(String[]::new),
                column(some, message -> new String(message.payload(), StandardCharsets.UTF_8))));
    }

    private static @Nullable String[] column(List<Passage> some, Function<Message, @Nullable String> value) {
        return some.stream().map(Passage::original).map(value).toArray(String[]::new);
    }
}
