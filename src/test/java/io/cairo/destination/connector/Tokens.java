package io.cairo.destination.connector;

import io.cairo.base.JsonTree;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Reads signed tokens (JWT, RS256) as strictly as those who issue access for them. */
final class Tokens {
    private static final long SKEW_SECONDS = 60;
    private static final long LONGEST_SECONDS = 3600;

    /** A token whose signature is right. */
    record Token(JsonObject header, JsonObject claims) {}

    private Tokens() {}

    /** The token, if this key has signed it, and if it holds now and for an hour at most. */
    static Optional<Token> read(String text, PublicKey key) throws GeneralSecurityException {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        Token token = new Token(json(parts[0]), json(parts[1]));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        boolean signed = signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        return signed && "RS256".equals(token.header().getString("alg", "")) && holds(token.claims())
                ? Optional.of(token)
                : Optional.empty();
    }

    private static boolean holds(JsonObject claims) {
        long now = Instant.now().getEpochSecond();
        long from = claims.getJsonNumber("iat").longValueExact();
        long until = claims.getJsonNumber("exp").longValueExact();
        return from <= now + SKEW_SECONDS && until > now - SKEW_SECONDS && until - from <= LONGEST_SECONDS;
    }

    private static JsonObject json(String part) {
        return JsonTree.readObject(Base64.getUrlDecoder().decode(part));
    }
}
