package io.cairo.event;

import io.cairo.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted, as SQL. Where a value may stand in one of two columns, each column is asked by itself and the
 * answers are joined: each half then reads the newest rows of its own index and stops at the limit, which OR prevents.
 */
record EventQuery(
        int namespace,
        @Nullable String eventType,
        @Nullable String userEmail,
        @Nullable String userId,
        @Nullable String platform,
        @Nullable Instant since,
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
                names.add(Where.of("type = ?", type.wire()));
            }
        }
        return names;
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
        Where rest = Where.ALWAYS;
        if (userId != null) {
            rest = rest.and(Where.of("subject = ?", "u:" + userId));
        }
        if (platform != null) {
            rest = rest.and(Where.of("platform = ?", platform));
        }
        if (since != null) {
            rest = rest.and(Where.of(
                    "occurred_at > ? AND received_at > ?",
                    since.atOffset(ZoneOffset.UTC),
                    since.minus(AHEAD).atOffset(ZoneOffset.UTC)));
        }
        return rest;
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
