package io.cairo.base;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A new, migrated database in a real PostgreSQL, which starts once for a test run and ends with it. */
public final class FreshDatabase {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private FreshDatabase() {}

    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "100")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Where a database that nobody else uses can be reached. */
    public static DataSource source() {
        String name = "fresh" + COUNT.incrementAndGet();
        try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        DataSource source = Server.RUNNING.getDatabase("postgres", name);
        Migrations.apply(source);
        return source;
    }

    /** The database as the product's code uses it. */
    public static Database over(DataSource source) {
        Database database = new Database();
        database.source = source;
        database.own = source;
        return database;
    }
}
