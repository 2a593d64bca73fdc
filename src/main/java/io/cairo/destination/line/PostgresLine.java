package io.cairo.destination.line;

import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.egress.Line;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;

/** An open connection to a PostgreSQL, which commits each statement by itself. */
final class PostgresLine implements Line {
    private static final Set<String> THERE_ALREADY = Set.of("42P07", "23505");
    private static final int ALIVE_SECONDS = 3;

    private final Connection connection;

    PostgresLine(Connection connection) {
        this.connection = connection;
    }

    @Override
    public HttpAnswer send(HttpCall call) throws IOException {
        try {
            String first = call.headers().get("First");
            if (first != null) {
                make(first);
            }
            return run(call.headers().getOrDefault("Statement", ""), new String(call.body(), StandardCharsets.UTF_8));
        } catch (SQLException e) {
            return failed(e);
        }
    }

    /** Several at once may make the same table; PostgreSQL tells all but one that it is there already. */
    private void make(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            if (!THERE_ALREADY.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
        }
    }

    /** A statement that answers false means that something is not allowed. */
    private HttpAnswer run(String sql, String parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            boolean allowed = !statement.execute() || isTrue(statement.getResultSet());
            return new HttpAnswer(
                    allowed ? 200 : 403, Map.of(), allowed ? "" : "the user may not do this, or the table is missing");
        }
    }

    private static boolean isTrue(ResultSet rows) throws SQLException {
        return rows.next() && rows.getBoolean(1);
    }

    /** The code alone: messages repeat values. Without a code of the server's the connection is gone. */
    private static HttpAnswer failed(SQLException e) throws IOException {
        String code = String.valueOf(e.getSQLState());
        if (!code.matches("[0-9A-Z]{5}") || code.startsWith("08")) {
            throw new IOException(e);
        }
        return new HttpAnswer(500, Map.of(), "{\"code\":\"" + code + "\"}");
    }

    @Override
    public boolean isOpen() {
        try {
            return connection.isValid(ALIVE_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // it is of no use any more, and nobody waits for it
        }
    }
}
