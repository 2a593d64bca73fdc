package io.cairo.suppression;

import io.cairo.base.Database;
import io.cairo.base.KeyedHash;
import io.cairo.base.Problem;
import io.cairo.base.SqlFailure;
import io.cairo.message.Identifier;
import io.cairo.message.Message;
import io.cairo.message.Passage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the messages that may not be stored. Every group passes here first, in its own transaction. */
@ApplicationScoped
public class Gate {
    /** Two statements, so that what was committed while the first waited is seen by the second. */
    private static final String ENTER = """
            SELECT pg_advisory_xact_lock_shared(?, namespace) FROM unnest(?::integer[]) AS namespace;
            SELECT number FROM revision WHERE topic = ?""";

    private static final String MARKS = """
            SELECT namespace_id, mark FROM suppressed_identifier WHERE revision > ?
            UNION SELECT namespace_id, mark FROM erased_identifier WHERE revision > ?""";

    private static final String EXACT = """
            SELECT encode(key_hash, 'hex'), 'infinity'::timestamptz FROM suppressed_identifier
            WHERE namespace_id = ? AND key_hash = ANY (?::text[]::bytea[])
            UNION ALL SELECT encode(key_hash, 'hex'), erased_at FROM erased_identifier
            WHERE namespace_id = ? AND key_hash = ANY (?::text[]::bytea[])""";

    private volatile Marks marks = Marks.NONE;

    @Inject
    Database database;

    @Inject
    Hashes hashes;

    /** A message with an identifier whose mark is known. */
    private record Suspect(Message message, String hash) {}

    private record Closed(String hash, Instant until) {}

    /** What the gate goes by in a transaction that has entered it. */
    public record Entered(Marks marks) {
        /** Grows with every suppression and erasure of this installation. */
        public long revision() {
            return marks.revision();
        }
    }

    /**
     * What is known of messages before their transaction.
     *
     * @param closed those that this node knows already to be closed out
     * @param clearAt the revision at which none of them could be; {@link Passage#UNSEEN} if one of them may be
     */
    public record Glance(Set<Message> closed, long clearAt) {}

    /**
     * Begins to hold back who waits at the {@link Barrier} of these namespaces, until the caller's transaction ends.
     *
     * @throws SQLException if the database is away
     * @throws Problem UNAVAILABLE if it cannot be told for another reason what the gate is to go by: nothing may be stored then
     */
    public Entered enter(Connection connection, Set<Integer> namespaces) throws SQLException {
        return certain(() -> {
            long revision = revision(connection, namespaces.stream().sorted().toArray(Integer[]::new));
            Marks known = marks;
            if (known.revision() != revision) {
                known = read(connection, known.revision() < revision ? known : Marks.NONE, revision);
                marks = known;
            }
            return new Entered(known);
        });
    }

    /**
     * Those of the messages that name somebody who is suppressed, or somebody erased at a time before the erasure.
     *
     * @param messages of namespaces that were entered; are told apart as objects, so are those in the answer
     * @throws SQLException if the database is away
     * @throws Problem UNAVAILABLE if it cannot be told for another reason: nothing may be stored then
     */
    public Set<Message> closedTo(Connection connection, Entered entered, List<Message> messages) throws SQLException {
        List<Suspect> suspects = suspects(entered.marks(), messages);
        return suspects.isEmpty() ? Set.of() : certain(() -> exact(connection, suspects));
    }

    /** Enters and asks. */
    public Set<Message> closedTo(Connection connection, List<Message> messages) throws SQLException {
        Set<Integer> namespaces = messages.stream().map(Message::namespace).collect(Collectors.toSet());
        return closedTo(connection, enter(connection, namespaces), messages);
    }

    /**
     * What this node knows already, so that nobody needs to look into what is closed out, nor to look again where nothing has
     * changed. It does not know all: only who has entered does.
     *
     * @throws Problem UNAVAILABLE if it cannot be told of one that may be
     */
    public Glance glance(List<Message> messages) {
        Marks known = marks;
        List<Suspect> suspects = suspects(known, messages);
        return suspects.isEmpty()
                ? new Glance(Set.of(), known.revision())
                : new Glance(database.inTransaction(connection -> exact(connection, suspects)), Passage.UNSEEN);
    }

    /** An answer of the database that cannot be had at all is none. */
    private static <T> T certain(Answer<T> answer) throws SQLException {
        try {
            return answer.get();
        } catch (SQLException e) {
            if (SqlFailure.mayPass(e)) {
                throw e;
            }
            throw unknown();
        }
    }

    @FunctionalInterface
    private interface Answer<T> {
        T get() throws SQLException;
    }

    private static long revision(Connection connection, Integer[] namespaces) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ENTER)) {
            statement.setInt(1, Barrier.LOCK);
            statement.setObject(2, namespaces);
            statement.setString(3, Revision.TOPIC);
            statement.execute();
            statement.getMoreResults(); // past the locks
            try (ResultSet row = statement.getResultSet()) {
                if (!row.next()) {
                    throw unknown();
                }
                return row.getLong(1);
            }
        }
    }

    /** What was taken away stays marked, and is found to be nothing, until everything is read again. */
    private static Marks read(Connection connection, Marks before, long revision) throws SQLException {
        List<Marks.Mark> added = Database.query(
                connection,
                MARKS,
                row -> new Marks.Mark(row.getInt(1), row.getLong(2)),
                before.revision(),
                before.revision());
        return before.plus(revision, added);
    }

    private List<Suspect> suspects(Marks known, List<Message> messages) {
        List<Suspect> suspects = new ArrayList<>();
        int from = 0;
        while (from < messages.size()) {
            int namespace = messages.get(from).namespace();
            int to = from + 1;
            while (to < messages.size() && messages.get(to).namespace() == namespace) {
                to++;
            }
            if (known.any(namespace)) {
                addSuspects(known, hashes.of(namespace), messages.subList(from, to), suspects);
            }
            from = to;
        }
        return suspects;
    }

    private static void addSuspects(Marks known, KeyedHash keyed, List<Message> messages, List<Suspect> suspects) {
        for (Message message : messages) {
            for (Identifier identifier : message.who().everyName()) {
                String key = identifier.key();
                if (known.has(message.namespace(), keyed.mark(key))) {
                    suspects.add(new Suspect(message, keyed.of(key)));
                }
            }
        }
    }

    private Set<Message> exact(Connection connection, List<Suspect> suspects) throws SQLException {
        Map<Integer, List<Suspect>> byNamespace = new HashMap<>();
        suspects.forEach(suspect -> byNamespace
                .computeIfAbsent(suspect.message().namespace(), any -> new ArrayList<>())
                .add(suspect));
        Set<Message> closed = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Map.Entry<Integer, List<Suspect>> some : byNamespace.entrySet()) {
            Map<String, Instant> until = until(connection, some.getKey(), some.getValue());
            for (Suspect suspect : some.getValue()) {
                Instant end = until.get(suspect.hash());
                if (end == null) {
                    marks = Marks.NONE; // it was taken away: the next group reads everything again
                } else if (!suspect.message().timestamp().isAfter(end)) {
                    closed.add(suspect.message());
                }
            }
        }
        return closed;
    }

    private static Map<String, Instant> until(Connection connection, int namespace, List<Suspect> suspects)
            throws SQLException {
        String[] wanted = suspects.stream()
                .map(suspect -> Hashes.bytes(suspect.hash()))
                .distinct()
                .toArray(String[]::new);
        Map<String, Instant> until = new HashMap<>();
        Database.query(
                        connection,
                        EXACT,
                        row -> new Closed(
                                row.getString(1),
                                row.getObject(2, OffsetDateTime.class).toInstant()),
                        namespace,
                        wanted,
                        namespace,
                        wanted)
                .forEach(each -> until.merge(each.hash(), each.until(), (a, b) -> a.isAfter(b) ? a : b));
        return until;
    }

    private static Problem unknown() {
        return Problem.later(
                Problem.Code.UNAVAILABLE,
                "It cannot be told now who must not be stored, so nothing was stored; send the same request again",
                Duration.ofSeconds(1));
    }
}
