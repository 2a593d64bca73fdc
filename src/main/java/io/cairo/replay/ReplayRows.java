package io.cairo.replay;

import io.cairo.event.Excerpt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a replay is of, as rows of its table tell. */
final class ReplayRows {
    /** The columns that {@link #excerpt} and {@link #rewritten} read. */
    static final String EXCERPT =
            "namespace_id, received_from, received_to, below_tx, event_name, of_person, subjects, emails, "
                    + "transformation_id, transformation_version, per_second";

    private ReplayRows() {}

    /** @param at the first of those columns */
    static Excerpt excerpt(ResultSet row, int at) throws SQLException {
        Excerpt.Whose whose = row.getBoolean(at + 5) ? new Excerpt.Whose(texts(row, at + 6), texts(row, at + 7)) : null;
        return new Excerpt(
                row.getInt(at),
                time(row, at + 1),
                time(row, at + 2),
                row.getLong(at + 3),
                row.getString(at + 4),
                whose);
    }

    /** @param at as for {@link #excerpt} */
    static Walk.@Nullable Rewritten rewritten(ResultSet row, int at) throws SQLException {
        UUID transformation = row.getObject(at + 8, UUID.class);
        return transformation == null ? null : new Walk.Rewritten(transformation, row.getInt(at + 9));
    }

    static List<String> texts(ResultSet row, int column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
