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
    /** The tables that it answers for. */
    Set<String> tables();

    /**
     * What is kept about a person, by table, for the person to read: no secrets of others.
     *
     * @param limit the most rows of each table
     */
    Map<String, List<JsonObject>> export(Connection connection, Person person, int limit) throws SQLException;

    /**
     * Removes it, or what of it names the person, in the caller's transaction. Doing it again does nothing.
     *
     * @return how many rows of each table were removed or changed; tables without any may be left out
     */
    Map<String, Long> erase(Connection connection, Person person) throws SQLException;
}
