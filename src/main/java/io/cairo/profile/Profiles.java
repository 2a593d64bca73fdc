package io.cairo.profile;

import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads profiles. Nothing is prepared for that: which keys are one person's is told by who asks. */
@ApplicationScoped
public class Profiles {
    /** Of all keys of a name, the latest event decides. */
    private static final String TRAITS = """
            SELECT name, value, flag, occurred_at, key FROM (
              SELECT DISTINCT ON (name) name, value, flag, occurred_at, key FROM trait
              WHERE namespace_id = ? AND key = ANY (?) ORDER BY name, occurred_at DESC, message_id DESC) AS latest
            WHERE value IS NOT NULL OR flag IS NOT NULL ORDER BY name""";

    private static final String GROUPS = """
            SELECT group_id, min(first_at), max(last_at) FROM membership WHERE namespace_id = ? AND key = ANY (?)
            GROUP BY group_id ORDER BY 3 DESC, 1""";

    private static final String LEFT_OUT =
            "SELECT coalesce(sum(count), 0)::bigint FROM trait_left_out WHERE namespace_id = ? AND key = ANY (?)";

    @Inject
    Database database;

    /**
     * The profile of whoever has these keys.
     *
     * @param keys as {@link io.cairo.message.Identifier#key()} gives them
     */
    public Profile of(int namespace, Collection<String> keys) {
        String[] all = keys.toArray(String[]::new);
        return new Profile(
                database.query(TRAITS, Profiles::trait, namespace, all),
                database.query(GROUPS, Profiles::membership, namespace, all),
                database.first(LEFT_OUT, row -> row.getLong(1), namespace, all).orElse(0L));
    }

    /** What is known of a group. */
    public List<Trait> ofGroup(int namespace, String groupId) {
        return database.query(TRAITS, Profiles::trait, namespace, new String[] {"g:" + groupId});
    }

    private static Trait trait(ResultSet row) throws SQLException {
        @Nullable String value = row.getString(2);
        return new Trait(
                row.getString(1),
                value == null ? null : JsonTree.read(value.getBytes(StandardCharsets.UTF_8)),
                row.getString(3),
                instant(row, 4),
                row.getString(5));
    }

    private static Membership membership(ResultSet row) throws SQLException {
        return new Membership(row.getString(1), instant(row, 2), instant(row, 3));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
