package io.cairo.event;

import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.message.Message;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the log; every look-up names its namespace. */
@ApplicationScoped
public class Events {
    @Inject
    Database database;

    @PersistenceContext(unitName = "cairo")
    EntityManager entities;

    /** An event as questions about it are answered. */
    record Found(
            EventId id,
            String messageId,
            String title,
            String platform,
            @Nullable String person,
            JsonObject details,
            Instant occurredAt) {}

    /** The newest events first. */
    List<Found> find(EventQuery query) {
        return query.to() == null ? ask(query) : findBackward(query);
    }

    /**
     * Week by week: where nothing newer than a time is wanted, the planner would walk through all that is newer, but of a
     * single week it knows that hardly a row is wanted. One week more is read than is needed, since transactions around its
     * turn may be numbered in another order than their events were received.
     */
    private List<Found> findBackward(EventQuery query) {
        List<Found> found = new ArrayList<>();
        for (LocalDate week : database.with(Partitions.EVENT::spans)) {
            boolean isEnough = found.size() >= query.limit();
            found.addAll(ask(query.in(week)));
            if (isEnough) {
                break;
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(Found::id, EventId.ORDER).reversed())
                .limit(query.limit())
                .toList();
    }

    private List<Found> ask(EventQuery query) {
        EventQuery.Statement statement = query.statement();
        return database.query(
                statement.sql(), Events::found, statement.parameters().toArray());
    }

    /** One event, whole. */
    public Optional<Event> get(int namespace, EventId id) {
        return entities.createQuery("SELECT e FROM Event e WHERE e.namespace = :namespace AND e.id = :id", Event.class)
                .setParameter("namespace", namespace)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(
                new EventId(row.getLong(1), row.getInt(2)),
                row.getString(3),
                EventQuery.title(Message.Type.of(row.getString(4)).orElseThrow(), row.getString(5)),
                row.getString(6),
                first(row.getString(7), row.getString(8), row.getString(9)),
                details(row.getString(11)),
                row.getObject(10, OffsetDateTime.class).toInstant());
    }

    private static @Nullable String first(@Nullable String... values) {
        for (String value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** What was stored unread may hold anything; what is no readable object has no details to show. */
    static JsonObject details(@Nullable String json) {
        if (json == null) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        try {
            return JsonTree.readObject(json.getBytes(StandardCharsets.UTF_8));
        } catch (Problem e) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }
}
