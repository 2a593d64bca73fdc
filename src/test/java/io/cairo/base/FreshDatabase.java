package io.cairo.base;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A new, migrated database in a real PostgreSQL, which starts once for a test run and ends with it. The migrations run once, too:
 * each database is a copy of the one that they made.
 */
public final class FreshDatabase {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private FreshDatabase() {}

    private static final class Server {
        private static final String MIGRATED = "migrated";

        static final EmbeddedPostgres RUNNING = start();

        static {
            execute("CREATE DATABASE " + MIGRATED);
            Migrations.apply(RUNNING.getDatabase("postgres", MIGRATED));
        }

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "100")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static DataSource copy(String name) {
            execute("CREATE DATABASE " + name + " TEMPLATE " + MIGRATED);
            return new KeptConnections(RUNNING.getJdbcUrl("postgres", name));
        }

        private static void execute(String sql) {
            try (Connection connection = RUNNING.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Where a database that nobody else uses can be reached. */
    public static DataSource source() {
        return Server.copy("fresh" + COUNT.incrementAndGet());
    }

    /** The database as the product's code uses it. */
    public static Database over(DataSource source) {
        Database database = new Database();
        database.source = source;
        database.own = source;
        return database;
    }
}
