package io.cairo.destination.line;

import io.cairo.destination.HttpCall;
import io.cairo.destination.egress.EgressGuard;
import io.cairo.destination.egress.Line;
import io.cairo.destination.egress.Protocol;
import io.cairo.destination.egress.SignInRefused;
import io.cairo.destination.egress.Vetted;
import io.cairo.postgres.PinnedSockets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.postgresql.Driver;

/**
 * PostgreSQL, by its JDBC driver. A call is one statement, which its header names, with its body as the only parameter.
 *
 * @see <a href="https://jdbc.postgresql.org/documentation/use/">Connection parameters</a>
 */
@ApplicationScoped
public class PostgresProtocol implements Protocol {
    private static final String ANSWER_SECONDS = "14";
    private static final Set<String> NOBODY = Set.of("28000", "28P01", "3D000");

    private EgressGuard guard;

    @SuppressWarnings("NullAway.Init") // for CDI's proxies
    protected PostgresProtocol() {}

    @Inject
    public PostgresProtocol(EgressGuard guard) {
        this.guard = guard;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("postgresql", "postgresql+tls");
    }

    @Override
    public Line open(HttpCall call) throws IOException {
        Vetted vetted = guard.vet(call.uri(), call.reach());
        String host = vetted.host().contains(":") ? "[" + vetted.host() + "]" : vetted.host();
        String url = "jdbc:postgresql://" + host + ":" + vetted.port() + vetted.path();
        try {
            return new PostgresLine(connection(url, properties(call, vetted)));
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static Connection connection(String url, Properties properties) throws SQLException {
        Connection connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("no address of PostgreSQL", "08001");
        }
        return connection;
    }

    private static Properties properties(HttpCall call, Vetted vetted) {
        Properties properties = new Properties();
        String mode = call.headers().getOrDefault("Ssl-Mode", "verify-full");
        properties.setProperty("user", call.headers().getOrDefault("User", ""));
        properties.setProperty("password", call.headers().getOrDefault("Password", ""));
        properties.setProperty("sslmode", mode);
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("ApplicationName", "cairo");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", ANSWER_SECONDS);
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("socketFactory", PinnedSockets.class.getName());
        properties.setProperty(
                "socketFactoryArg",
                vetted.addresses().stream().map(InetAddress::getHostAddress).collect(Collectors.joining(",")));
        String certificate = call.headers().get("Certificate");
        if (certificate != null) {
            properties.setProperty("sslfactory", "org.postgresql.ssl.SingleCertValidatingFactory");
            properties.setProperty("sslfactoryarg", certificate.replace('|', '\n'));
        } else if (mode.equals("verify-full")) {
            properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        return properties;
    }

    private static IOException failure(SQLException e) {
        if (NOBODY.contains(String.valueOf(e.getSQLState()))) {
            return new SignInRefused("PostgreSQL " + e.getSQLState() + ": check user, password and database");
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException || cause instanceof ConnectException) {
                return (IOException) cause;
            }
        }
        return new IOException(e);
    }
}
