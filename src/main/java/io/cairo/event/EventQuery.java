package io.cairo.event;

import io.cairo.base.PartitionSpan;
import io.cairo.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted, as SQL. Where a value may stand in one of two columns, each column is asked by itself and the
 * answers are joined: each half then reads the newest rows of its own index and stops at the limit, which OR prevents.
 *
 * @param since happened later than this
 * @param from happened then or later
 * @param to happened earlier
 * @param after lies before this place in the log
 * @param week was received in the week that begins on this day
 */
record EventQuery(
        int namespace,
        @Nullable String eventType,
        @Nullable String userEmail,
        @Nullable String userId,
        @Nullable String platform,
        @Nullable Instant since,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable EventId after,
        @Nullable LocalDate week,
        int limit) {

    /** How far a client's clock may have run ahead of when its event arrived. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private static final String COLUMNS = """
            SELECT tx, ord, message_id, type, name, platform, user_id, email, anonymous_id, occurred_at,
                   CASE WHEN type IN ('identify', 'group') THEN payload -> 'traits' ELSE payload -> 'properties' END AS details
            FROM event WHERE namespace_id = ?""";

    private static final String NEWEST = " ORDER BY tx DESC, ord DESC LIMIT ?";

    /** A condition and its parameters. */
    private record Where(String sql, List<Object> parameters) {
        static final Where ALWAYS = new Where("", List.of());

        static Where of(String sql, Object... parameters) {
            return new Where(" AND " + sql, List.of(parameters));
        }

        Where and(Where other) {
            List<Object> both = new ArrayList<>(parameters);
            both.addAll(other.parameters);
            return new Where(sql + other.sql, both);
        }
    }

    /** A statement and its parameters. */
    record Statement(String sql, List<Object> parameters) {}

    /** The newest of a namespace. */
    static EventQuery newest(int namespace, int limit) {
        return new EventQuery(namespace, null, null, null, null, null, null, null, null, null, limit);
    }

    /** The same of one week only. */
    EventQuery in(LocalDate monday) {
        return new EventQuery(namespace, eventType, userEmail, userId, platform, since, from, to, after, monday, limit);
    }

    Statement statement() {
        List<Where> branches = new ArrayList<>();
        for (Where name : names()) {
            for (Where person : people()) {
                branches.add(name.and(person).and(rest()));
            }
        }
        String sql = branches.stream()
                .map(branch -> "(" + COLUMNS + branch.sql() + NEWEST + ")")
                .collect(Collectors.joining(" UNION ALL ", "SELECT * FROM (", ") AS found"));
        List<Object> parameters = new ArrayList<>();
        for (Where branch : branches) {
            parameters.add(namespace);
            parameters.addAll(branch.parameters());
            parameters.add(limit);
        }
        parameters.add(limit);
        return new Statement(sql + NEWEST, parameters);
    }

    private List<Where> names() {
        if (eventType == null) {
            return List.of(Where.ALWAYS);
        }
        List<Where> names = new ArrayList<>();
        names.add(Where.of("name = ? AND type = 'track'", eventType));
        for (Message.Type type : Message.Type.values()) {
            if (type != Message.Type.TRACK && title(type).equals(eventType)) {
                names.add(Where.of(ofType(type)));
            }
        }
        return names;
    }

    /** A type as a condition; written out, since an index on some types serves only those who name one of them. */
    static String ofType(Message.Type type) {
        return "type = '" + type.wire() + "'";
    }

    private List<Where> people() {
        if (userEmail == null) {
            return List.of(Where.ALWAYS);
        }
        String subject = "u:" + userEmail;
        return List.of(
                Where.of("subject = ?", subject),
                Where.of("email = ? AND subject <> ?", userEmail.toLowerCase(Locale.ROOT), subject));
    }

    private Where rest() {
        Where rest = after == null ? Where.ALWAYS : Where.of("(tx, ord) < (?, ?)", after.tx(), after.ord());
        if (userId != null) {
            rest = rest.and(Where.of("subject = ?", "u:" + userId));
        }
        if (platform != null) {
            rest = rest.and(
                    Where.of(platform.equals("sdk") ? "platform = ?" : "platform = ? AND platform <> 'sdk'", platform));
        }
        if (week != null) {
            rest = rest.and(Where.of("received_at >= %s AND received_at < %s"
                    .formatted(
                            literal(PartitionSpan.WEEK.begin(week)),
                            literal(PartitionSpan.WEEK.begin(week.plusWeeks(1))))));
        }
        return rest.and(happened(">", since)).and(happened(">=", from)).and(happened("<", to));
    }

    /**
     * Times are written out, so that each is planned with what is known of the week's rows: whether to walk back from its
     * end or to jump to where the time lies.
     */
    private static Where happened(String how, @Nullable Instant time) {
        if (time == null) {
            return Where.ALWAYS;
        }
        Where happened = Where.of("occurred_at " + how + " " + literal(time));
        return how.equals("<") ? happened : happened.and(Where.of("received_at > " + literal(time.minus(AHEAD))));
    }

    private static String literal(Instant time) {
        return "timestamptz '" + time.truncatedTo(ChronoUnit.MICROS) + "'";
    }

    /** What a message is called among events: a track by the event that it names. */
    static String title(Message.Type type, @Nullable String name) {
        return type == Message.Type.TRACK ? String.valueOf(name) : title(type);
    }

    /** What a message that is no track is called among events. */
    static String title(Message.Type type) {
        return switch (type) {
            case TRACK -> "";
            case IDENTIFY -> "User Identified";
            case PAGE -> "Page Viewed";
            case SCREEN -> "Screen Viewed";
            case GROUP -> "Group Joined";
            case ALIAS -> "Alias Created";
        };
    }
}
