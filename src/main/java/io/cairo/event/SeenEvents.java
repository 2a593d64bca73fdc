package io.cairo.event;

import io.cairo.base.Database;
import io.cairo.message.Message;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which events a namespace has had of late and what they look like, without reading its history: names are found by jumping
 * from one to the next in their index, and of each name only the newest and the oldest rows are looked at.
 */
@ApplicationScoped
public class SeenEvents {
    /** Names that are made up anew for each event would never end. */
    static final int MOST_NAMES = 200;

    /** As many of each name are counted. */
    static final int MOST_COUNTED = 1_000;

    private static final int SAMPLE = 10;
    private static final int NAMES_AT_ONCE = 20;
    private static final int MOST_PROPERTIES = 100;

    private static final String NAMES = """
            WITH RECURSIVE seen(name) AS (
              (SELECT name FROM event
               WHERE namespace_id = ? AND name IS NOT NULL AND received_at >= ? ORDER BY name LIMIT 1)
              UNION ALL
              SELECT (SELECT event.name FROM event
                      WHERE namespace_id = ? AND event.name > seen.name AND received_at >= ? ORDER BY event.name LIMIT 1)
              FROM seen WHERE seen.name IS NOT NULL)
            SELECT name FROM seen WHERE name IS NOT NULL LIMIT ?""";

    /** Takes the condition that finds the rows, and the type that they must be of. */
    private static final String FIGURES = """
            SELECT wanted.name, newest.count, least(oldest.first, newest.first), newest.last
            FROM unnest(?::text[]) AS wanted(name)
            CROSS JOIN LATERAL (
              SELECT count(*) AS count, min(occurred_at) AS first, max(occurred_at) AS last
              FROM (SELECT type, occurred_at FROM event WHERE namespace_id = ? AND received_at >= ? AND %1$s
                    ORDER BY tx DESC, ord DESC LIMIT ?) AS rows WHERE %2$s) AS newest
            CROSS JOIN LATERAL (
              SELECT min(occurred_at) AS first
              FROM (SELECT type, occurred_at FROM event WHERE namespace_id = ? AND received_at >= ? AND %1$s
                    ORDER BY tx, ord LIMIT ?) AS rows WHERE %2$s) AS oldest
            WHERE newest.count > 0""";

    private static final String SAMPLES = """
            SELECT wanted.name, sample.details
            FROM unnest(?::text[]) AS wanted(name)
            CROSS JOIN LATERAL (
              SELECT type, CASE WHEN type IN ('identify', 'group') THEN payload -> 'traits' ELSE payload -> 'properties' END
                AS details
              FROM event WHERE namespace_id = ? AND received_at >= ? AND %1$s
              ORDER BY tx DESC, ord DESC LIMIT ?) AS sample WHERE %2$s""";

    private static final String OF_NAME = "event.name = wanted.name";

    @Inject
    Database database;

    /**
     * An event that was seen.
     *
     * @param name as query_events knows it
     * @param count {@link #MOST_COUNTED} and one more stand for any greater number
     * @param properties the names of its properties or traits, each with the types its values had, in a sample
     */
    record Seen(String name, long count, Instant first, Instant last, Map<String, Set<String>> properties) {}

    /** @param complete whether these are all there are */
    record Finding(List<Seen> events, boolean complete) {}

    private record Figures(String name, long count, Instant first, Instant last) {}

    private record Sample(String name, JsonObject details) {}

    /**
     * What was received since the beginning of a week.
     *
     * @param since a partition's beginning: within one, no index is in the order of time
     */
    Finding list(int namespace, Instant since) {
        List<String> names = names(namespace, since);
        List<Seen> seen = new ArrayList<>(
                seen(namespace, since, Message.Type.TRACK, names.subList(0, Math.min(names.size(), MOST_NAMES))));
        for (Message.Type type : Message.Type.values()) {
            if (type != Message.Type.TRACK) {
                seen.addAll(seen(namespace, since, type, List.of(EventQuery.title(type))));
            }
        }
        return new Finding(seen, names.size() <= MOST_NAMES);
    }

    /** The names of tracked events received since then, in the order of the alphabet; at most {@value #MOST_NAMES}. */
    public List<String> trackNames(int namespace, Instant since) {
        return names(namespace, since).stream().limit(MOST_NAMES).toList();
    }

    private List<String> names(int namespace, Instant since) {
        OffsetDateTime begin = since.atOffset(ZoneOffset.UTC);
        return database.query(NAMES, row -> row.getString(1), namespace, begin, namespace, begin, MOST_NAMES + 1);
    }

    private List<Seen> seen(int namespace, Instant since, Message.Type type, List<String> names) {
        String ofType = EventQuery.ofType(type);
        String found = type == Message.Type.TRACK ? OF_NAME : ofType;
        OffsetDateTime begin = since.atOffset(ZoneOffset.UTC);
        List<Figures> figures = database.query(
                FIGURES.formatted(found, ofType),
                SeenEvents::figures,
                array(names),
                namespace,
                begin,
                MOST_COUNTED + 1,
                namespace,
                begin,
                MOST_COUNTED);
        Map<String, Map<String, Set<String>>> properties = new HashMap<>();
        for (int i = 0; i < figures.size(); i += NAMES_AT_ONCE) {
            List<String> some = figures.subList(i, Math.min(i + NAMES_AT_ONCE, figures.size())).stream()
                    .map(Figures::name)
                    .toList();
            database.query(SAMPLES.formatted(found, ofType), SeenEvents::sample, array(some), namespace, begin, SAMPLE)
                    .forEach(
                            sample -> take(properties.computeIfAbsent(sample.name(), name -> new TreeMap<>()), sample));
        }
        return figures.stream()
                .map(each -> new Seen(
                        each.name(),
                        each.count(),
                        each.first(),
                        each.last(),
                        properties.getOrDefault(each.name(), Map.of())))
                .toList();
    }

    private static void take(Map<String, Set<String>> properties, Sample sample) {
        sample.details().forEach((name, value) -> {
            if (properties.containsKey(name) || properties.size() < MOST_PROPERTIES) {
                properties.computeIfAbsent(name, first -> new TreeSet<>()).add(kind(value));
            }
        });
    }

    private static String kind(JsonValue value) {
        return switch (value.getValueType()) {
            case ARRAY -> "array";
            case OBJECT -> "object";
            case STRING -> "string";
            case NUMBER -> "number";
            case TRUE, FALSE -> "boolean";
            case NULL -> "null";
        };
    }

    private static Figures figures(ResultSet row) throws SQLException {
        return new Figures(row.getString(1), row.getLong(2), time(row, 3), time(row, 4));
    }

    private static Sample sample(ResultSet row) throws SQLException {
        return new Sample(row.getString(1), Events.details(row.getString(2)));
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static String[] array(List<String> names) {
        return names.toArray(String[]::new);
    }
}
