package io.cairo.ingest.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a query string without the container, whose parameters would swallow a body that claims to be a form. */
final class QueryText {
    private QueryText() {}

    /** The first value of a parameter; null if the query has none. */
    static @Nullable String value(@Nullable String query, String name) {
        return query == null || !query.contains(name + "=")
                ? null
                : values(query).get(name);
    }

    /** Every parameter with its first value. */
    static Map<String, String> values(@Nullable String query) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
