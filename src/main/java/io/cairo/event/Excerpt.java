package io.cairo.event;

import io.cairo.message.Message;
import io.cairo.message.Person;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which events of the log somebody wants.
 *
 * @param from received then or later
 * @param to received earlier
 * @param below written by a transaction with a lower number; see {@link Log#end}
 * @param name as questions about events name it, {@code Page Viewed} for all pages; null for any
 * @param whose null for anybody's
 */
public record Excerpt(
        int namespace,
        Instant from,
        Instant to,
        long below,
        @Nullable String name,
        @Nullable Whose whose) {

    /**
     * A person, as events name them.
     *
     * @param subjects of the person: {@code u:jane}
     * @param emails in lower case
     */
    public record Whose(List<String> subjects, List<String> emails) {}

    /** A condition and its parameters. */
    public record Where(String sql, List<Object> parameters) {}

    /** For the columns of the log, of which others need those that are asked for, and {@code tx}. */
    public Where where() {
        StringBuilder sql = new StringBuilder(
                "namespace_id = ? AND received_at >= ?::timestamptz AND received_at < ?::timestamptz AND tx < ?");
        List<Object> parameters =
                new ArrayList<>(List.of(namespace, from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC), below));
        if (name != null) {
            sql.append(titled().map(type -> " AND (name = ? AND type = 'track' OR " + EventQuery.ofType(type) + ")")
                    .orElse(" AND name = ? AND type = 'track'"));
            parameters.add(name);
        }
        if (whose != null) {
            sql.append(" AND ").append(Person.OWNS_MESSAGE);
            parameters.add(whose.subjects().toArray(String[]::new));
            parameters.add(whose.emails().toArray(String[]::new));
        }
        return new Where(sql.toString(), parameters);
    }

    /** The type whose messages all have that title. */
    private Optional<Message.Type> titled() {
        return Arrays.stream(Message.Type.values())
                .filter(type ->
                        type != Message.Type.TRACK && EventQuery.title(type).equals(name))
                .findFirst();
    }
}
