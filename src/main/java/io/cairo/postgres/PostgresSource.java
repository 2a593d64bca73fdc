package io.cairo.postgres;

import java.sql.SQLException;
import java.util.stream.Stream;
import javax.sql.PooledConnection;
import org.postgresql.ds.PGConnectionPoolDataSource;

/**
 * The connections behind {@code jdbc/cairo}: to the server that {@code POSTGRES_URL} (or {@code DATABASE_URL}) names, or
 * else to the embedded one. The container makes and pools them;
 * see {@code server.xml}.
 */
public class PostgresSource extends PGConnectionPoolDataSource {
    private static final long serialVersionUID = 1L;

    @Override
    public PooledConnection getPooledConnection() throws SQLException {
        aim();
        return super.getPooledConnection();
    }

    @Override
    public PooledConnection getPooledConnection(String user, String password) throws SQLException {
        aim();
        return super.getPooledConnection(user, password);
    }

    private synchronized void aim() {
        if (getApplicationName() != null && getApplicationName().equals("cairo")) {
            return;
        }
        setURL(url());
        setConnectTimeout(5);
        setSocketTimeout(120);
        setTcpKeepAlive(true);
        setApplicationName("cairo");
    }

    /** Where the database is, as a JDBC URL; starts the embedded one if none is named. */
    static String url() {
        return Stream.of("POSTGRES_URL", "DATABASE_URL")
                .map(System::getenv)
                .filter(written -> written != null && !written.isBlank())
                .findFirst()
                .map(PostgresUrl::jdbc)
                .orElseGet(EmbeddedPostgres::url);
    }
}
