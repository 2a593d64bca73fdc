package io.cairo.message;

import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one feature keeps about people, so that it can be handed to them and erased. CDI finds the beans; a test fails when a
 * table of the schema is neither in {@link #tables()} of one of them nor known to hold nothing personal.
 */
public interface PersonalData {
    /** Where those stand that find out through a person's events what is theirs. */
    int BEFORE_EVENTS = 100;

    /** Where messages stand. */
    int EVENTS = 200;

    /** Where most stand. */
    int USUAL = 500;

    /** Where identities stand: after them it is no longer known who the person was. */
    int IDENTITY = 900;

    /** The tables that it answers for. */
    Set<String> tables();

    /** When it is erased: lower goes first. */
    default int order() {
        return USUAL;
    }

    /**
     * Whether something about a person may still be written for some moments after the person was erased, by what was
     * already on its way: then it is erased once more, and must spare what the person has done since.
     */
    default boolean isWrittenLate() {
        return false;
    }

    /**
     * What is kept about a person, by table, for the person to read: no secrets of others. The order of rows stays.
     *
     * @param limit the most rows of each table
     */
    Map<String, List<JsonObject>> export(Connection connection, Person person, int limit) throws SQLException;

    /**
     * Removes it, or what of it names the person, in the caller's transaction, which should be short: what is much may be left
     * for the next call. It is called until it has nothing to do.
     *
     * @return how many rows of each table were removed or changed; tables without any may be left out
     */
    Map<String, Long> erase(Connection connection, Person person) throws SQLException;
}
