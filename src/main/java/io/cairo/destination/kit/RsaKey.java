package io.cairo.destination.kit;

import io.cairo.base.JsonText;
import io.cairo.base.Problem;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/**
 * A private RSA key that signs tokens.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519">RFC 7519, JSON Web Token</a>
 */
public final class RsaKey {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final int FEWEST_BITS = 2048;

    private final RSAPrivateCrtKey key;

    private RsaKey(RSAPrivateCrtKey key) {
        this.key = key;
    }

    /** @throws Problem INVALID_ARGUMENT unless it is the PEM of an unencrypted PKCS #8 key of at least 2048 bits */
    public static RsaKey of(String setting, String pem) {
        String text = pem.replace("\\n", "\n").strip();
        try {
            String digits = text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
            byte[] der = Base64.getMimeDecoder().decode(digits);
            PrivateKey read = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
            if (read instanceof RSAPrivateCrtKey key && key.getModulus().bitLength() >= FEWEST_BITS) {
                return new RsaKey(key);
            }
        } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // said below: what these exceptions say could hold parts of the key
        }
        throw Problem.invalid(
                setting,
                "must be an unencrypted RSA key of 2048 bits or more in PEM, beginning with " + BEGIN
                        + "; openssl pkcs8 -topk8 -nocrypt makes one of another form");
    }

    /** A token with these claims, signed as RS256. */
    public String token(JsonObject header, JsonObject claims) {
        String signed = base64(JsonText.bytes(header)) + "." + base64(JsonText.bytes(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code SHA256:} and the hash of the public key, as Snowflake knows it. */
    public String fingerprint() {
        try {
            RSAPublicKeySpec spec = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
            byte[] der = KeyFactory.getInstance("RSA").generatePublic(spec).getEncoded();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(der);
            return "SHA256:" + Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
