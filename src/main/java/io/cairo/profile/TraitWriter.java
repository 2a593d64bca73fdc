package io.cairo.profile;

import io.cairo.base.Database;
import io.cairo.message.Message;
import io.cairo.message.Placeholders;
import io.cairo.profile.Told.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Writes traits, those of many messages with few statements. The latest event decides, whenever it comes, so any order gives
 * the same rows; places are written in their order, so that two transactions wait for each other and never both.
 */
final class TraitWriter {
    private static final String UPSERT = """
            INSERT INTO trait (namespace_id, key, name, value, flag, occurred_at, message_id)
            SELECT namespace_id, key, name, value::json, flag, occurred_at::timestamptz, message_id
            FROM unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) WITH ORDINALITY
              AS told (namespace_id, key, name, value, flag, occurred_at, message_id, place)
            ORDER BY place
            ON CONFLICT (namespace_id, key, name) DO UPDATE
            SET value = excluded.value, flag = excluded.flag, occurred_at = excluded.occurred_at,
                message_id = excluded.message_id
            WHERE (trait.occurred_at, trait.message_id) < (excluded.occurred_at, excluded.message_id)""";

    private static final String LEAVE_OUT = """
            INSERT INTO trait_left_out AS known (namespace_id, key, count, last_at)
            SELECT namespace_id, key, count, last_at::timestamptz
            FROM unnest(?::int[], ?::text[], ?::bigint[], ?::text[]) WITH ORDINALITY
              AS told (namespace_id, key, count, last_at, place)
            ORDER BY place
            ON CONFLICT (namespace_id, key) DO UPDATE
            SET count = known.count + excluded.count, last_at = greatest(known.last_at, excluded.last_at)""";

    private TraitWriter() {}

    /** How often something was left out, and when last. */
    private record LeftOut(long count, Instant lastAt) {
        LeftOut and(LeftOut other) {
            return new LeftOut(count + other.count, lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt);
        }
    }

    static void write(Connection connection, List<Message> messages, Placeholders nobody) throws SQLException {
        NavigableMap<Owner, LeftOut> leftOut = new TreeMap<>();
        NavigableMap<Place, Told> latest = new TreeMap<>();
        for (Message message : messages) {
            for (Told told : told(message, nobody)) {
                if (told.place().name().length() > Told.LONGEST_NAME) {
                    leaveOut(leftOut, told);
                } else {
                    latest.merge(told.place(), told, TraitWriter::later);
                }
            }
        }
        Room.beyond(connection, latest.keySet())
                .forEach(place -> leaveOut(leftOut, Objects.requireNonNull(latest.remove(place))));
        upsert(connection, latest.values());
        leaveOut(connection, leftOut);
    }

    private static List<Told> told(Message message, Placeholders nobody) {
        return Owner.of(message, nobody).map(owner -> Told.in(message, owner)).orElse(List.of());
    }

    private static Told later(Told one, Told other) {
        return Told.BY_TIME.compare(one, other) < 0 ? other : one;
    }

    private static void leaveOut(Map<Owner, LeftOut> leftOut, Told told) {
        leftOut.merge(told.place().owner(), new LeftOut(1, told.at()), LeftOut::and);
    }

    private static void upsert(Connection connection, Collection<Told> told) throws SQLException {
        if (!told.isEmpty()) {
            Database.update(
                    connection,
                    UPSERT,
                    Columns.of(told, each -> each.place().owner().namespace()),
                    Columns.of(told, each -> each.place().owner().key()),
                    Columns.of(told, each -> each.place().name()),
                    Columns.of(told, Told::value),
                    Columns.of(told, Told::flag),
                    Columns.of(told, Told::at),
                    Columns.of(told, Told::messageId));
        }
    }

    private static void leaveOut(Connection connection, NavigableMap<Owner, LeftOut> leftOut) throws SQLException {
        if (!leftOut.isEmpty()) {
            Database.update(
                    connection,
                    LEAVE_OUT,
                    Columns.of(leftOut.keySet(), Owner::namespace),
                    Columns.of(leftOut.keySet(), Owner::key),
                    Columns.of(leftOut.values(), LeftOut::count),
                    Columns.of(leftOut.values(), LeftOut::lastAt));
        }
    }
}
