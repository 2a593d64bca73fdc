package io.cairo.base;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGPooledConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Keeps a connection that was closed for whoever asks next, as the container's pool does: for each new one PostgreSQL starts a
 * process. Of all databases together a few are kept, those that were used last.
 */
final class KeptConnections extends PGSimpleDataSource implements ConnectionEventListener {
    private static final int MOST = 20;
    private static final Deque<Kept> IDLE = new ArrayDeque<>();

    private record Kept(KeptConnections source, PooledConnection connection) {}

    KeptConnections(String url) {
        setUrl(url);
    }

    @Override
    public Connection getConnection() throws SQLException {
        for (Kept kept = last(); kept != null; kept = last()) {
            Connection connection = kept.connection.getConnection();
            if (connection.isValid(1)) {
                return connection;
            }
            kept.connection.close();
        }
        PooledConnection made = new PGPooledConnection(super.getConnection(), true);
        made.addConnectionEventListener(this);
        return made.getConnection();
    }

    private @Nullable Kept last() {
        synchronized (IDLE) {
            for (Kept kept : IDLE) {
                if (kept.source == this) {
                    IDLE.remove(kept);
                    return kept;
                }
            }
            return null;
        }
    }

    @Override
    public void connectionClosed(ConnectionEvent event) {
        Kept oldest = null;
        synchronized (IDLE) {
            IDLE.addFirst(new Kept(this, (PooledConnection) event.getSource()));
            if (IDLE.size() > MOST) {
                oldest = IDLE.removeLast();
            }
        }
        if (oldest != null) {
            close(oldest.connection);
        }
    }

    /** One that is broken is not kept: nobody hears that it is closed. */
    @Override
    public void connectionErrorOccurred(ConnectionEvent event) {
        ((PooledConnection) event.getSource()).removeConnectionEventListener(this);
    }

    private static void close(PooledConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
