package io.cairo.message;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * State that is derived from stored messages and kept in the transaction that stores them: identities, profiles, error groups.
 * CDI finds the beans; each is called once for a whole group, in their order, so that all groups take locks in the same order.
 */
public interface Projection {
    /** Where identities stand. */
    int IDENTITY = 100;

    /** Where profiles stand. */
    int PROFILE = 200;

    /** A place in the order: lower goes first. */
    int order();

    /**
     * Takes in messages that are new to the log, in the log's order. The group may be rolled back and come again, so nothing
     * outside the database may change here.
     *
     * @return what to do as soon as the transaction is committed, such as remembering what is known now
     * @throws SQLException a unique violation or a serialization failure if another transaction was quicker: the group is tried
     *     again as a whole
     */
    Runnable project(Connection connection, List<Message> stored) throws SQLException;
}
