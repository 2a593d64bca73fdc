package io.cairo.destination.connector;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhooks.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks 1.0</a>
 */
final class Signature {
    static final String PREFIX = "whsec_";

    private Signature() {}

    /** Whether it is {@code whsec_} and the base64 of 24 to 64 bytes. */
    static boolean isSecret(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return false;
        }
        try {
            int length = key(secret).length;
            return length >= 24 && length <= 64;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The header: one signature by each secret, so that a receiver may know the old one or the new one. */
    static String header(List<String> secrets, String id, Instant attempt, byte[] body) {
        return secrets.stream().map(secret -> sign(secret, id, attempt, body)).collect(Collectors.joining(" "));
    }

    /** An id without the dot, which separates the parts that are signed, and without what a header cannot carry. */
    static String id(List<String> messageIds) {
        if (messageIds.size() == 1 && messageIds.get(0).matches("[A-Za-z0-9_-]{1,200}")) {
            return messageIds.get(0);
        }
        byte[] names = String.join("\n", messageIds).getBytes(StandardCharsets.UTF_8);
        return "msg_" + HexFormat.of().formatHex(sha256(names), 0, 16);
    }

    private static String sign(String secret, String id, Instant attempt, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(secret), "HmacSHA256"));
            mac.update((id + "." + attempt.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] key(String secret) {
        return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
