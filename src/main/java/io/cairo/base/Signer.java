package io.cairo.base;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Lets strangers carry what only Cairo may have written: cursors, the state of a question, the id of a request. What is
 * signed can be read by whoever holds it, but not changed, and for one purpose only; HMAC-SHA256. Every node of an
 * installation accepts what another has signed.
 */
public final class Signer {
    private static final int LENGTH = 16;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final byte[] key;
    private final byte[] hashing;

    /** @param secret the installation's; what is signed does not give it away */
    public Signer(byte[] secret) {
        this.key = mac(secret, "cairo signatures".getBytes(StandardCharsets.UTF_8));
        this.hashing = mac(secret, "cairo hashes".getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What hashes texts for one purpose; the same text has another hash for every other purpose.
     *
     * @param purpose who may compare the hashes and for what, such as one table's and one namespace's
     */
    public KeyedHash hashes(String purpose) {
        return new KeyedHash(mac(hashing, purpose.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The text with its signature, in letters that need no quoting anywhere.
     *
     * @param purpose who may use it and for what, as exactly as is known: what is signed for another does not open
     */
    public String sign(String purpose, String text) {
        byte[] said = text.getBytes(StandardCharsets.UTF_8);
        byte[] tag = tag(purpose, said);
        byte[] signed = Arrays.copyOf(tag, LENGTH + said.length);
        System.arraycopy(said, 0, signed, LENGTH, said.length);
        return ENCODER.encodeToString(signed);
    }

    /** The text that was signed for this purpose; empty if this is not what {@link #sign} gave. */
    public Optional<String> open(String purpose, String signed) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(signed);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length < LENGTH) {
            return Optional.empty();
        }
        byte[] said = Arrays.copyOfRange(bytes, LENGTH, bytes.length);
        return MessageDigest.isEqual(tag(purpose, said), Arrays.copyOf(bytes, LENGTH))
                ? Optional.of(new String(said, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** Each purpose has a key of its own, so that no part of it can pass for a part of the text. */
    private byte[] tag(String purpose, byte[] said) {
        byte[] forWhat = mac(key, purpose.getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(mac(forWhat, said), LENGTH);
    }

    static byte[] mac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
