package io.cairo.message;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One stage of the road in, between the edge and the log: it may look at a message, change it, drop it, make several of it,
 * and write something down about it. CDI finds the beans; the pipeline runs them in their order and writes what comes out in
 * the transaction that stores the messages.
 */
public interface Stage {
    /** Where tracking plans stand. */
    int PLAN = 100;

    /** Where a namespace's transformations stand. */
    int TRANSFORMATION = 200;

    /** A place in the order: lower goes first. */
    int order();

    /**
     * What this stage does in a namespace at present; null if nothing. Asked for every request: one look-up in a map.
     *
     * @throws io.cairo.base.Problem UNAVAILABLE if it cannot be told: then nothing is stored
     */
    @Nullable
    Step at(int namespace);

    /**
     * Writes what this stage noted about messages that are new to Cairo, for a whole group, in the group's transaction. It
     * is called again if that transaction has to be repeated.
     */
    default void record(Connection connection, List<Note> notes) throws SQLException {}

    /** What is done with the messages of a request; it never fails because of a message. */
    @FunctionalInterface
    interface Step {
        /**
         * A passage for each, in their order.
         *
         * @throws io.cairo.base.Problem UNAVAILABLE if it cannot be told now: then nothing is stored
         */
        List<Passage> pass(List<Message> messages);

        /** The step that looks at each message by itself. */
        static Step each(Function<Message, Passage> pass) {
            return messages -> messages.stream().map(pass).toList();
        }
    }

    /** Something that a stage writes down with a message, once, however often the message is sent. */
    interface Note {
        /** Who writes it. */
        Stage stage();
    }
}
