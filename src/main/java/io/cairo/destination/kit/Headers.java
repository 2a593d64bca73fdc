package io.cairo.destination.kit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** The headers that tell a vendor who is calling. */
public final class Headers {
    private Headers() {}

    public static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    public static Map<String, String> basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }
}
