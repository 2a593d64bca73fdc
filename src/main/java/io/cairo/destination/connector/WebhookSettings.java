package io.cairo.destination.connector;

import io.cairo.base.Problem;
import io.cairo.destination.Parcel;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How to reach one receiver of webhooks. A record that exists is valid. */
public record WebhookSettings(
        @Doc("Where to send: an http or https address that the public internet can reach")
        URI url,

        @Doc(
                "whsec_ and the base64 of 24 to 64 random bytes; several, separated by a space, sign with each; leave out for no"
                        + " signature")
        @Secret
        @Nullable
        String secret,

        @Doc(
                value = "HTTP method; POST if left out",
                allowed = {"POST", "PUT", "PATCH"})
        @Nullable
        String method,

        @Doc("More headers, by name: Authorization, X-..., and the like") @Secret @Nullable
        JsonObject headers,

        @Doc(
                value = "The most events in one request; 1 if left out, and then the body is the event itself",
                min = 1,
                max = 1000)
        @Nullable
        Integer batchSize,

        @Doc(value = "Seconds that one request may take; 15 if left out", min = 1, max = 15) @Nullable
        Integer timeout,

        @Doc(value = "How often a failed event is tried again, over about 75 hours; 9 if left out", min = 0, max = 9)
        @Nullable
        Integer retries,

        @Doc("Whether events carry their context; true if left out") @Nullable
        Boolean includeContext) {

    /** @throws Problem INVALID_ARGUMENT if a setting is out of what its {@link Doc} allows */
    public WebhookSettings {
        HeaderNames.check(headers);
        if (secret != null && !List.of(secret.strip().split("\\s+")).stream().allMatch(Signature::isSecret)) {
            throw Problem.invalid(
                    "secret",
                    "write whsec_ and the base64 of 24 to 64 random bytes; openssl rand -base64 32 makes them");
        }
    }

    /** The original's names: camel case, {@code signatureSecret}, and a timeout in milliseconds. */
    static JsonObject renamed(JsonObject config) {
        JsonObjectBuilder renamed = Json.createObjectBuilder();
        config.forEach((name, value) -> {
            switch (name) {
                case "signatureSecret", "signature_secret" -> renamed.add("secret", value);
                case "batchSize" -> renamed.add("batch_size", value);
                case "includeContext" -> renamed.add("include_context", value);
                case "timeout" -> renamed.add("timeout", seconds(value));
                default -> renamed.add(name, value);
            }
        });
        return renamed.build();
    }

    private static JsonValue seconds(JsonValue timeout) {
        boolean millis = timeout instanceof JsonNumber number && number.isIntegral() && number.longValue() >= 1000;
        return millis ? Json.createValue(Math.min(15, ((JsonNumber) timeout).longValue() / 1000)) : timeout;
    }

    URI address() {
        return url;
    }

    List<String> secrets() {
        return secret == null ? List.of() : List.of(secret.strip().split("\\s+"));
    }

    String verb() {
        return Objects.requireNonNullElse(method, "POST");
    }

    int events() {
        return Objects.requireNonNullElse(batchSize, 1);
    }

    int seconds() {
        return Objects.requireNonNullElse(timeout, 15);
    }

    int tries() {
        return 1 + Objects.requireNonNullElse(retries, 9);
    }

    Map<String, String> named() {
        Map<String, String> named = new LinkedHashMap<>();
        if (headers != null) {
            headers.forEach((name, value) -> named.put(name, ((JsonString) value).getString()));
        }
        return named;
    }

    byte[] body(Parcel parcel) {
        return Boolean.FALSE.equals(includeContext) ? Contexts.without(parcel.payload()) : parcel.payload();
    }

    /** Names the host only. */
    @Override
    public String toString() {
        return "webhook to " + address().getHost();
    }
}
