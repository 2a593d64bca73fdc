package io.cairo.destination.kit;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.destination.Grant;
import io.cairo.destination.HttpCall;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A service account of Google Cloud, by the JSON of its key file.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/service-account#httprest">OAuth 2.0 for server to
 *     server applications</a>
 */
public final class ServiceAccount {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long LIFE_SECONDS = 3600;

    private final String email;
    private final String keyId;
    private final RsaKey key;
    private final URI tokens;
    private final String source;

    private ServiceAccount(String setting, String source, JsonObject json) {
        this.email = text(setting, json, "client_email");
        this.keyId = text(setting, json, "private_key_id");
        this.key = RsaKey.of(setting, text(setting, json, "private_key"));
        this.tokens = tokens(setting, text(setting, json, "token_uri"));
        this.source = source;
    }

    /** @throws Problem INVALID_ARGUMENT unless it is a key file of a service account */
    public static ServiceAccount of(String setting, String json) {
        try {
            return new ServiceAccount(setting, json, JsonTree.readObject(json.getBytes(StandardCharsets.UTF_8)));
        } catch (Problem e) {
            if (e.getMessage() != null && e.getMessage().startsWith(setting)) {
                throw e;
            }
            throw Problem.invalid(setting, "must be the JSON of the account's key file");
        }
    }

    /** Settings in which the key file stands as the object that it is, with it as the text of {@code service_account}. */
    public static JsonObject renamed(JsonObject config, Map<String, String> names, Set<String> gone) {
        JsonObject renamed = Renames.of(config, names, gone);
        JsonValue account = renamed.get("service_account");
        return account instanceof JsonObject object
                ? JsonTree.JSON
                        .createObjectBuilder(renamed)
                        .add("service_account", object.toString())
                        .build()
                : renamed;
    }

    private static String text(String setting, JsonObject json, String name) {
        if (json.get(name) instanceof JsonString text && !text.getString().isBlank()) {
            return text.getString();
        }
        throw Problem.invalid(setting, "has no " + name + "; it must be the JSON of a service account's key file");
    }

    private static URI tokens(String setting, String text) {
        try {
            URI uri = URI.create(text);
            Checks.base(setting, uri);
            return uri;
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(setting, "has a token_uri that is no address");
        }
    }

    /** Where tokens are asked for. */
    public URI tokens() {
        return tokens;
    }

    /** A token for this scope. */
    public Grant grant(String scope) {
        return new Grant("google " + Ids.hash(scope + source), now -> request(scope, now));
    }

    private HttpCall request(String scope, Instant now) {
        JsonObject header = new Fields()
                .put("alg", "RS256")
                .put("typ", "JWT")
                .put("kid", keyId)
                .json();
        JsonObject claims = new Fields()
                .put("iss", email)
                .put("scope", scope)
                .put("aud", tokens.toString())
                .put("iat", now.getEpochSecond())
                .put("exp", now.getEpochSecond() + LIFE_SECONDS)
                .json();
        String form = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="
                + key.token(header, claims);
        return new HttpCall(
                "POST",
                tokens,
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                Bodies.utf8(form),
                TIMEOUT);
    }
}
