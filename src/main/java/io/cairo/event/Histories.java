package io.cairo.event;

import io.cairo.base.Database;
import io.cairo.message.Message;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;

/** What people did, whichever of their names they had at the time. Events say nothing of that: who asks tells the names. */
@ApplicationScoped
public class Histories {
    /**
     * For each name the newest of its own index. Those who name an email are asked for without regard to their subjects,
     * for to pass over all that have the right one would be to read them all.
     */
    static final String NEWEST = """
            SELECT * FROM (
              SELECT e.* FROM unnest(?::text[]) AS named (subject) CROSS JOIN LATERAL (
                SELECT tx, ord, type, name, platform, subject, occurred_at FROM event
                WHERE namespace_id = ? AND subject = named.subject ORDER BY tx DESC, ord DESC LIMIT ?) AS e
              UNION
              SELECT e.* FROM unnest(?::text[]) AS named (email) CROSS JOIN LATERAL (
                SELECT tx, ord, type, name, platform, subject, occurred_at FROM event
                WHERE namespace_id = ? AND email = named.email ORDER BY tx DESC, ord DESC LIMIT ?) AS e
            ) AS found ORDER BY tx DESC, ord DESC LIMIT ?""";

    @Inject
    Database database;

    /**
     * Something that was done.
     *
     * @param title the event of a track; what the message is called among events otherwise
     * @param subject whom the event itself is about, as {@link Message#subject()} says it
     */
    public record Deed(String title, String platform, String subject, Instant occurredAt) {}

    /**
     * The events that were stored last, newest first.
     *
     * @param subjects of the person: {@code u:jane}
     * @param emails of the person, in lower case; an event that names one may have somebody else as its subject
     * @param limit of all together
     */
    public List<Deed> of(int namespace, Collection<String> subjects, Collection<String> emails, int limit) {
        return database.query(
                NEWEST,
                Histories::deed,
                subjects.toArray(String[]::new),
                namespace,
                limit,
                emails.toArray(String[]::new),
                namespace,
                limit,
                limit);
    }

    private static Deed deed(ResultSet row) throws SQLException {
        return new Deed(
                EventQuery.title(Message.Type.of(row.getString(3)).orElseThrow(), row.getString(4)),
                row.getString(5),
                row.getString(6),
                row.getObject(7, OffsetDateTime.class).toInstant());
    }
}
