package io.cairo.base;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Plain SQL, for where sets of rows are moved; what is configured and edited is an entity. A failure that may pass becomes
 * {@link Problem.Code#UNAVAILABLE}, any other is a bug and stays one.
 */
@ApplicationScoped
public class Database {

    /** Reads one row; does not move the cursor. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    @Resource(lookup = "jdbc/cairo")
    DataSource source;

    /** Knows nothing of the container's transactions; see {@code server.xml}. */
    @Resource(lookup = "jdbc/cairo-own")
    DataSource own;

    /** All rows of a query; parameters as {@link PreparedStatement#setObject} takes them. */
    public <T> List<T> query(String sql, Row<T> reader, @Nullable Object... parameters) {
        return with(connection -> query(connection, sql, reader, parameters));
    }

    /** The first row of a query, if it has one. */
    public <T> Optional<T> first(String sql, Row<T> reader, @Nullable Object... parameters) {
        return query(sql, reader, parameters).stream().findFirst();
    }

    /** Runs one changing statement; answers how many rows it changed. */
    public int update(String sql, @Nullable Object... parameters) {
        return with(connection -> update(connection, sql, parameters));
    }

    /**
     * The same as {@link #query(String, Row, Object...)} on a connection of the caller's. Of several statements, which make one
     * journey, the rows are those of the first that has any.
     */
    public static <T> List<T> query(Connection connection, String sql, Row<T> reader, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters)) {
            Cancellation.beginning(statement);
            try (ResultSet rows = rows(statement)) {
                List<T> read = new ArrayList<>();
                while (rows.next()) {
                    read.add(reader.read(rows));
                }
                return read;
            } finally {
                Cancellation.ended();
            }
        }
    }

    private static ResultSet rows(PreparedStatement statement) throws SQLException {
        boolean found = statement.execute();
        while (!found && statement.getUpdateCount() >= 0) {
            found = statement.getMoreResults();
        }
        if (!found) {
            throw new SQLException("a query without rows");
        }
        return statement.getResultSet();
    }

    /** The same as {@link #update(String, Object...)} on a connection of the caller's. */
    public static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters)) {
            Cancellation.beginning(statement);
            try {
                return statement.executeUpdate();
            } finally {
                Cancellation.ended();
            }
        }
    }

    /**
     * Does the work in one transaction of its own: commits when it returns, rolls back when it throws. Not for use inside
     * a container's transaction.
     *
     * @throws SQLException as the database said it, for callers that tell failures apart
     */
    public <T> T transaction(Work<T> work) throws SQLException {
        try (Connection connection = own.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T done = work.with(connection);
                connection.commit();
                return done;
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            } finally {
                restore(connection);
            }
        }
    }

    /** The same as {@link #transaction}, for callers that do not tell failures apart. */
    public <T> T inTransaction(Work<T> work) {
        try {
            return transaction(work);
        } catch (SQLException e) {
            throw SqlFailure.problem(e);
        }
    }

    /** Does the work on a connection of the container's pool, in the caller's transaction if there is one. */
    public <T> T with(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw SqlFailure.problem(e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private static void rollBack(Connection connection, Throwable because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    /** On a broken connection this fails too, and the pool discards it. */
    private static void restore(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            System.getLogger(Database.class.getName())
                    .log(System.Logger.Level.DEBUG, "a broken connection goes back to the pool: {0}", e.getMessage());
        }
    }
}
