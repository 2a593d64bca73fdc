package io.cairo.postgres;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Reads the forms in which people write the address of a PostgreSQL database. */
final class PostgresUrl {
    private PostgresUrl() {}

    /**
     * The JDBC form of {@code postgres://user:password@host:port/database?options}, {@code postgresql://…} or
     * {@code jdbc:postgresql:…}.
     *
     * @throws IllegalArgumentException if it is none of these; the sentence does not repeat the value, which may hold a
     *     password
     */
    static String jdbc(String written) {
        String text = written.strip();
        if (text.startsWith("jdbc:postgresql:")) {
            return text;
        }
        if (!text.startsWith("postgres://") && !text.startsWith("postgresql://")) {
            throw malformed();
        }
        try {
            return jdbc(new URI(text));
        } catch (URISyntaxException e) {
            throw malformed();
        }
    }

    private static String jdbc(URI uri) {
        if (uri.getHost() == null) {
            throw malformed();
        }
        StringBuilder url = new StringBuilder("jdbc:postgresql://").append(uri.getHost());
        if (uri.getPort() > 0) {
            url.append(':').append(uri.getPort());
        }
        url.append(uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath());
        char next = '?';
        if (uri.getRawQuery() != null) {
            url.append(next).append(uri.getRawQuery());
            next = '&';
        }
        if (uri.getUserInfo() != null) {
            String[] login = uri.getUserInfo().split(":", 2);
            url.append(next).append("user=").append(encoded(login[0]));
            if (login.length == 2) {
                url.append("&password=").append(encoded(login[1]));
            }
        }
        return url.toString();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "POSTGRES_URL cannot be read; write it as postgres://user:password@host:5432/database");
    }
}
