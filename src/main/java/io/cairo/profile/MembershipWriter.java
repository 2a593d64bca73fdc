package io.cairo.profile;

import io.cairo.base.Database;
import io.cairo.message.Message;
import io.cairo.message.Placeholders;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Writes who belongs to which group, as group messages say it. */
final class MembershipWriter {
    private static final String UPSERT = """
            INSERT INTO membership AS known (namespace_id, key, group_id, first_at, last_at)
            SELECT namespace_id, key, group_id, first_at::timestamptz, last_at::timestamptz
            FROM unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::text[]) WITH ORDINALITY
              AS told (namespace_id, key, group_id, first_at, last_at, place)
            ORDER BY place
            ON CONFLICT (namespace_id, key, md5(group_id)) DO UPDATE
            SET first_at = least(known.first_at, excluded.first_at), last_at = greatest(known.last_at, excluded.last_at)
            WHERE excluded.first_at < known.first_at OR excluded.last_at > known.last_at""";

    private MembershipWriter() {}

    private static Membership both(Membership one, Membership other) {
        return new Membership(
                one.groupId(), earlier(one.firstAt(), other.firstAt()), later(one.lastAt(), other.lastAt()));
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    static void write(Connection connection, List<Message> messages, Placeholders nobody) throws SQLException {
        NavigableMap<Told.Place, Membership> told = new TreeMap<>();
        for (Message message : messages) {
            place(message, nobody).ifPresent(place -> {
                Instant at = Told.happened(message);
                told.merge(place, new Membership(place.name(), at, at), MembershipWriter::both);
            });
        }
        if (!told.isEmpty()) {
            Database.update(
                    connection,
                    UPSERT,
                    Columns.of(told.keySet(), place -> place.owner().namespace()),
                    Columns.of(told.keySet(), place -> place.owner().key()),
                    Columns.of(told.keySet(), Told.Place::name),
                    Columns.of(told.values(), Membership::firstAt),
                    Columns.of(told.values(), Membership::lastAt));
        }
    }

    private static Optional<Told.Place> place(Message message, Placeholders nobody) {
        String group = message.who().groupId();
        return message.type() != Message.Type.GROUP || group == null
                ? Optional.empty()
                : Owner.person(message, nobody).map(owner -> new Told.Place(owner, group));
    }
}
